package heed.alerting.telling;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payloads that chats take: Slack's, which Mattermost takes too, and Teams' cards. */
final class ChatText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChatText() {}

  /**
   * Writes the body of the request.
   *
   * @param lines the first says it all, the others tell more
   * @param link null for none
   */
  static String write(Medium kind, List<String> lines, @Nullable String link, String linkText) {
    return switch (kind) {
      case SLACK -> slack(lines, link, linkText);
      case MATTERMOST -> mattermost(lines, link, linkText);
      case TEAMS -> teams(lines, link, linkText);
      case MAIL, CUSTOMER, WEBHOOK, CRM -> throw new IllegalArgumentException(kind + " is no chat");
    };
  }

  /** Slack reads three characters as its own; nothing else can call out to a channel. */
  private static String slack(List<String> lines, @Nullable String link, String linkText) {
    var text =
        String.join("\n", lines).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return text(link == null ? text : text + "\n<" + link + "|" + linkText + ">");
  }

  /** Mattermost reads Markdown and @mentions. */
  private static String mattermost(List<String> lines, @Nullable String link, String linkText) {
    var text = markdown(lines).replace("@", "@\u200b");
    return text(link == null ? text : text + "\n[" + linkText + "](" + link + ")");
  }

  private static String text(String text) {
    return JSON.createObjectNode().put("text", text).toString();
  }

  private static String markdown(List<String> lines) {
    return String.join("\n", lines).replaceAll("([\\\\`*_\\[\\]#~|<>])", "\\\\$1");
  }

  /** An adaptive card, as Teams' workflows take it. */
  private static String teams(List<String> lines, @Nullable String link, String linkText) {
    var message = JSON.createObjectNode().put("type", "message");
    var card =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putObject("content")
            .put("type", "AdaptiveCard")
            .put("version", "1.4");
    var body = card.putArray("body");
    for (var i = 0; i < lines.size(); i++) {
      ObjectNode block = body.addObject().put("type", "TextBlock").put("wrap", true);
      block.put("text", markdown(List.of(lines.get(i))));
      if (i == 0) {
        block.put("weight", "Bolder");
      }
    }
    if (link != null) {
      card.putArray("actions")
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", linkText)
          .put("url", link);
    }
    return message.toString();
  }
}
