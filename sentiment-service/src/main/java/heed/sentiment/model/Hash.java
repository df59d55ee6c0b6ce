package heed.sentiment.model;

/** The rolling hash of words: the hash of each prefix comes for free. */
final class Hash {
  static final long START = 0xCBF29CE484222325L;

  static long next(long hash, char c) {
    return (hash ^ c) * 0x100000001B3L;
  }

  static long of(String word) {
    var hash = START;
    for (var i = 0; i < word.length(); i++) {
      hash = next(hash, word.charAt(i));
    }
    return hash;
  }

  private Hash() {}
}
