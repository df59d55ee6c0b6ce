package heed.sentiment.model;

/**
 * How long the stems are that a word may begin with, by its first three letters: of the dozen
 * prefixes of a word two or three are worth looking up.
 */
final class PrefixLengths {
  private static final int KEY = 3;
  private static final int LONGEST = 31;

  private final LongInts byStart = new LongInts();
  private int shorter;

  void add(String stem) {
    if (stem.length() > LONGEST) {
      throw new IllegalArgumentException(stem + " is longer than " + LONGEST + " letters");
    }
    if (stem.length() < KEY) {
      shorter |= 1 << stem.length();
    } else {
      byStart.or(Hash.of(stem.substring(0, KEY)), 1 << stem.length());
    }
  }

  /** A bit for each length that a stem of the word at a token may have. */
  int of(Scan scan, int token) {
    var length = scan.length(token);
    var lengths = length < KEY ? shorter : shorter | byStart.get(scan.prefix(token, KEY));
    return length >= LONGEST ? lengths : lengths & ((2 << length) - 1);
  }

  /** The longest of some lengths, 0 if there is none. */
  static int longest(int lengths) {
    return lengths == 0 ? 0 : LONGEST - Integer.numberOfLeadingZeros(lengths);
  }

  static int without(int lengths, int length) {
    return lengths & ~(1 << length);
  }
}
