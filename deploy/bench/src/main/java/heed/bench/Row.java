package heed.bench;

/** One line of the table: what is measured, how, and what it must come to. */
interface Row {
  /** Stable: histories and scripts go by it. */
  String name();

  /** For people, in a few words. */
  String what();

  Reach reach();

  /**
   * Measures on the spot.
   *
   * @throws Refusal where this machine cannot be measured, with the reason
   */
  Measured measure(Ground ground) throws Exception;
}
