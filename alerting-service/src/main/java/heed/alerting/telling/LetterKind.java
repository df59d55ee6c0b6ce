package heed.alerting.telling;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a template is for; that of a letter to a customer is told by its id, such as reminder-lv.
 */
public enum LetterKind {
  /** An answer to begin with. */
  REPLY(Set.of("customer", "product", "agent", "storefront"), Set.of()),
  /** Asks for a review of an order. */
  INVITATION(
      Set.of("customer", "product", "storefront", "link", "unsubscribe"),
      Set.of("link", "unsubscribe")),
  /** Asks a second and last time. */
  REMINDER(INVITATION.placeholders, INVITATION.required);

  /** Languages in which letters ship. */
  static final List<String> LANGUAGES =
      List.of(
          "en", "lv", "sl", "de", "es", "et", "fr", "hr", "it", "lt", "nl", "pl", "pt", "ru", "sk");

  private final Set<String> placeholders;
  private final Set<String> required;

  LetterKind(Set<String> placeholders, Set<String> required) {
    this.placeholders = placeholders;
    this.required = required;
  }

  /** What a text of this kind can have in braces. */
  Set<String> placeholders() {
    return new TreeSet<>(placeholders);
  }

  /** What it must have. */
  Set<String> required() {
    return new TreeSet<>(required);
  }

  /** The id of the template in a language. */
  String in(String language) {
    return name().toLowerCase(Locale.ROOT) + "-" + language;
  }

  static LetterKind of(String id) {
    if (id.startsWith("invitation-")) {
      return INVITATION;
    }
    return id.startsWith("reminder-") ? REMINDER : REPLY;
  }
}
