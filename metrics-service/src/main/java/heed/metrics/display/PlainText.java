package heed.metrics.display;

import java.text.Normalizer;

/**
 * A text in small letters without diacritics, char by char as fast as reviews come in: the letters
 * of Europe by a table, all others as they are.
 */
final class PlainText {
  private static final char FIRST_MARK = '\u0300';
  private static final char LAST_MARK = '\u036f';
  private static final char[] FOLDED = new char[0x0500];

  static {
    for (var c = (char) 0; c < FOLDED.length; c++) {
      var small = Character.toLowerCase(c);
      var apart = Normalizer.normalize(String.valueOf(small), Normalizer.Form.NFD);
      FOLDED[c] = apart.charAt(0);
    }
  }

  static String of(String text) {
    var plain = new char[text.length()];
    var length = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < FIRST_MARK || c > LAST_MARK) {
        plain[length++] = c < FOLDED.length ? FOLDED[c] : Character.toLowerCase(c);
      }
    }
    return new String(plain, 0, length);
  }

  private PlainText() {}
}
