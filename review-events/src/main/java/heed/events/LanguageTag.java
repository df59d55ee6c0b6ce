package heed.events;

import java.util.Locale;

/** A language as BCP 47 names it, such as {@code pt-BR}; underscores are taken for dashes. */
public final class LanguageTag {
  /** Its first part in lower case: {@code pt} of {@code pt-BR}; whatever stands there. */
  public static String primary(String tag) {
    var end = 0;
    while (end < tag.length() && tag.charAt(end) != '-' && tag.charAt(end) != '_') {
      end++;
    }
    return tag.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private LanguageTag() {}
}
