package heed.sentiment.model;

import java.text.Normalizer;

/**
 * Brings the ways customers write one letter to one form: lower case, with its marks or without.
 */
final class Folding {
  private static final int KNOWN = 0x2000;
  private static final char[] LOWER = new char[KNOWN];
  private static final char[] BARE = new char[KNOWN];

  static {
    for (char c = 0; c < KNOWN; c++) {
      LOWER[c] = Character.toLowerCase(c);
      BARE[c] = bareOf(LOWER[c]);
    }
  }

  /** In lower case; a surrogate as it is. */
  static char lower(char c) {
    return c < KNOWN ? LOWER[c] : c == '\u2019' ? '\'' : Character.toLowerCase(c);
  }

  /** A lower-case letter without its marks; the second letter of a pair is {@link #second}. */
  static char bare(char lower) {
    return lower < KNOWN ? BARE[lower] : lower;
  }

  /** What follows the bare letter where one letter stands for two; 0 if nothing. */
  static char second(char lower) {
    return switch (lower) {
      case 'ß' -> 's';
      case 'æ', 'œ' -> 'e';
      default -> 0;
    };
  }

  /** Marks that stand for themselves, as in decomposed text and zalgo. */
  static boolean isMark(char c) {
    return c >= 0x300 && Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static char bareOf(char lower) {
    return switch (lower) {
      case 'ß' -> 's';
      case 'ł' -> 'l';
      case 'đ' -> 'd';
      case 'ø', 'œ' -> 'o';
      case 'æ' -> 'a';
      case 'ı' -> 'i';
      default ->
          Character.isLetter(lower)
              ? Normalizer.normalize(String.valueOf(lower), Normalizer.Form.NFD).charAt(0)
              : lower;
    };
  }

  private Folding() {}
}
