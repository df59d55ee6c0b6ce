package heed.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a scenario, at a time from its start on. */
sealed interface Step {
  Duration at();

  /** A sentence for whoever watches. */
  record Say(Duration at, String text) implements Step {}

  /** A storefront posts a review, posts it again, or a customer's edit of it. */
  record Post(Duration at, ObjectNode review) implements Step {
    String externalId() {
      return review.path("externalId").asText();
    }
  }

  /**
   * Somebody does something about the case of a review.
   *
   * @param review by its external id
   * @param deed the last word of the address, such as {@code acknowledge}
   */
  record Deed(Duration at, String review, String deed, ObjectNode body) implements Step {}

  /** Somebody edits the document that says who gets a case and what is promised. */
  record Promise(Duration at, ObjectNode routing) implements Step {}

  /**
   * A request that must be refused.
   *
   * @param what is wrong with it
   * @param status that it must be answered
   * @param neighbour the one good review in it; null if there is none
   */
  record Refused(Duration at, String what, Call call, int status, @Nullable ObjectNode neighbour)
      implements Step {}

  /** A request as it goes over the wire. */
  record Call(
      Service service, String method, String path, Map<String, String> headers, byte[] body) {}

  /**
   * A record on a topic that its readers must lay aside.
   *
   * @param what is wrong with it
   * @param deadLetters the topics where it must lie in the end
   */
  record Poisoned(
      Duration at,
      String what,
      String topic,
      String key,
      Map<String, String> headers,
      byte @Nullable [] value,
      List<String> deadLetters)
      implements Step {}
}
