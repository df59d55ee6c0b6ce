package heed.drill;

/** What is known of a post after all its attempts; the greater one stands. */
enum Fate {
  /** Every attempt was refused for good: it must not be in. */
  REFUSED,
  /** No answer, or a 503, and no 202: it may be in or not, but never twice. */
  INDEFINITE,
  /** Answered 202 at least once: it must be in, once. */
  ACKNOWLEDGED;

  /**
   * What an answer says.
   *
   * @param status 0 for none at all
   */
  static Fate of(int status) {
    if (status == 202) {
      return ACKNOWLEDGED;
    }
    return status >= 400 && status < 500 ? REFUSED : INDEFINITE;
  }

  Fate and(Fate other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
