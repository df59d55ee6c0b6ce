package heed.sentiment.model;

import java.text.Normalizer;
import java.util.Locale;

/** Brings the ways customers write one word to one form. */
final class Folding {
  /** Lower case, composed, stray marks dropped. */
  static String written(String word) {
    var composed = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return withoutMarks(composed).replace('\u2019', '\'');
  }

  /** Lower case without diacritics; three or more of a letter become two. */
  static String folded(String written) {
    var apart = withoutMarks(Normalizer.normalize(written, Normalizer.Form.NFD));
    var folded = new StringBuilder(apart.length() + 2);
    for (var i = 0; i < apart.length(); i++) {
      var c = apart.charAt(i);
      var n = folded.length();
      if (n >= 2 && folded.charAt(n - 1) == c && folded.charAt(n - 2) == c) {
        continue;
      }
      append(folded, c);
    }
    return folded.toString();
  }

  private static void append(StringBuilder folded, char c) {
    switch (c) {
      case 'ß' -> folded.append("ss");
      case 'ł' -> folded.append('l');
      case 'đ' -> folded.append('d');
      case 'ø' -> folded.append('o');
      case 'æ' -> folded.append("ae");
      case 'œ' -> folded.append("oe");
      case 'ı' -> folded.append('i');
      default -> folded.append(c);
    }
  }

  private static String withoutMarks(String text) {
    StringBuilder kept = null;
    for (var i = 0; i < text.length(); i++) {
      var mark = Character.getType(text.charAt(i)) == Character.NON_SPACING_MARK;
      if (mark && kept == null) {
        kept = new StringBuilder(text.length()).append(text, 0, i);
      } else if (!mark && kept != null) {
        kept.append(text.charAt(i));
      }
    }
    return kept == null ? text : kept.toString();
  }

  private Folding() {}
}
