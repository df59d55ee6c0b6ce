package heed.door.oidc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a browser may be sent after signing in: a path of ours, and never another site. */
final class OwnPath {
  static final String HOME = "/";
  private static final int LONGEST = 500;

  /**
   * One slash, then no second one and no backslash, which browsers read as a slash; printable ASCII
   * only, since browsers drop tabs and line ends before they look.
   */
  private static final Pattern OWN = Pattern.compile("/(?!/)[\\x21-\\x7e&&[^\\\\]]*");

  /** The path asked for, or the home page where it is none of ours. */
  static String of(@Nullable String asked) {
    if (asked == null || asked.length() > LONGEST || asked.startsWith("/sign-")) {
      return HOME;
    }
    return OWN.matcher(asked).matches() ? asked : HOME;
  }

  private OwnPath() {}
}
