package heed.alerting.telling;

import java.util.Map;

/** What goes over the network, ready to be sent. */
sealed interface Message {
  /** To a program or a chat. */
  record Post(EndpointUrl url, Map<String, String> headers, String body) implements Message {
    @Override
    public String toString() {
      return "Post[not shown]";
    }
  }

  /**
   * By mail.
   *
   * @param id the Message-ID, the same over all attempts
   * @param automatic true unless a person wrote it
   * @param headers more of them, by name
   */
  record Letter(
      String id,
      String to,
      String subject,
      String text,
      boolean automatic,
      Map<String, String> headers)
      implements Message {
    Letter(String id, String to, String subject, String text, boolean automatic) {
      this(id, to, subject, text, automatic, Map.of());
    }

    @Override
    public String toString() {
      return "Letter[not shown]";
    }
  }

  /** Nothing is to be sent after all. */
  record Nothing(Outcome why) implements Message {}
}
