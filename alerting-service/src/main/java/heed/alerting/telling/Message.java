package heed.alerting.telling;

import heed.alerting.crm.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes over the network, ready to be sent. */
sealed interface Message {
  /**
   * To a program or a chat.
   *
   * @param body null for none
   * @param verdict how the answer says yes; null: by its status
   * @param token the name of the access token that it carries; null for none
   */
  record Post(
      EndpointUrl url,
      String method,
      Map<String, String> headers,
      @Nullable String body,
      @Nullable Verdict verdict,
      @Nullable String token)
      implements Message {
    Post(EndpointUrl url, Map<String, String> headers, String body) {
      this(url, "POST", headers, body, null, null);
    }

    /** The same with an access token. */
    Post carrying(String accessToken) {
      var with = new LinkedHashMap<>(headers);
      with.put("authorization", "Bearer " + accessToken);
      return new Post(url, method, with, body, verdict, token);
    }

    @Override
    public String toString() {
      return "Post[not shown]";
    }
  }

  /**
   * By mail.
   *
   * @param id the Message-ID, the same over all attempts
   * @param html the same text as a page; null: there is the text alone
   * @param automatic true unless a person wrote it
   * @param headers more of them, by name
   */
  record Letter(
      String id,
      String to,
      String subject,
      String text,
      @Nullable String html,
      boolean automatic,
      Map<String, String> headers)
      implements Message {
    Letter(String id, String to, String subject, String text, boolean automatic) {
      this(id, to, subject, text, null, automatic, Map.of());
    }

    @Override
    public String toString() {
      return "Letter[not shown]";
    }
  }

  /** Nothing is to be sent after all. */
  record Nothing(Outcome why) implements Message {}
}
