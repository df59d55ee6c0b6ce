package heed.alerting.invitations;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Message-ID of a letter: of the order and which letter it is, so that it is the same however
 * often it is sent, and a bounce that names it finds its order.
 */
final class LetterId {
  private static final Pattern ID =
      Pattern.compile(
          "<?(?:invitation|reminder)\\."
              + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@heed>?");

  private static final Pattern REMINDER = Pattern.compile("<?reminder\\..*");

  private LetterId() {}

  static String of(UUID orderKey, Letter letter) {
    return "<" + letter.name().toLowerCase(Locale.ROOT) + "." + orderKey + "@heed>";
  }

  /** The order that a Message-ID is of; null if it is none of ours. */
  static @Nullable UUID order(String messageId) {
    var read = ID.matcher(messageId.strip());
    return read.matches() ? UUID.fromString(read.group(1)) : null;
  }

  /** Which letter one of ours is of. */
  static Letter letter(String messageId) {
    return REMINDER.matcher(messageId.strip()).matches() ? Letter.REMINDER : Letter.INVITATION;
  }
}
