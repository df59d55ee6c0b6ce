package heed.alerting.telling;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {placeholders} in one pass: what is filled in is never looked at again. */
final class Filled {
  static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  private Filled() {}

  /** A placeholder without a value stays as it is. */
  static String in(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(values.getOrDefault(m.group(1), m.group())));
  }
}
