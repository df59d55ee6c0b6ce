package heed.sentiment.model;

/**
 * A word, an emoji or a mark of punctuation.
 *
 * @param word lower case, without diacritics: customers often leave them out
 * @param written lower case, with diacritics: they tell languages apart
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends, exclusive
 */
record Token(String word, String written, int start, int end, Kind kind) {
  enum Kind {
    WORD,
    EMOJI,
    /** Ends a clause: comma, colon, dash, bracket. */
    PAUSE,
    /** Ends a sentence: stop, exclamation, question mark, line break. */
    STOP
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean endsClause() {
    return kind == Kind.PAUSE || kind == Kind.STOP;
  }
}
