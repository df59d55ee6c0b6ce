package heed.alerting.crm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a CRM says that it took something: some answer 200 and say no within.
 *
 * @param statuses that mean yes; empty: every 2xx
 * @param at where the answer says it; null if the status is all
 * @param is what has to be there
 */
public record Verdict(Set<Integer> statuses, @Nullable JsonPointer at, JsonNode is) {
  /** Every 2xx is a yes. */
  public static final Verdict BY_STATUS = new Verdict(Set.of(), null, BooleanNode.TRUE);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Why it was not taken, in a few words and without a word of the answer; null if it was. */
  public @Nullable String fault(int status, byte[] answer) {
    if (!accepts(status)) {
      return "the receiver answered " + status;
    }
    if (at == null || status >= 300) {
      return null;
    }
    try {
      return JSON.readTree(answer).at(at).equals(is)
          ? null
          : "the receiver answered " + status + ", and no at " + at;
    } catch (IOException e) {
      return "the receiver answered " + status + ", and nothing that can be read";
    }
  }

  private boolean accepts(int status) {
    return statuses.isEmpty() ? status >= 200 && status < 300 : statuses.contains(status);
  }
}
