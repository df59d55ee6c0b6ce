package heed.drill;

/** One way to hurt Heed, and what must hold all the same. */
interface Drill {
  /** In the table of fault drills; 0 for those that only go on. */
  int number();

  /** On the command line. */
  String name();

  /** In one line. */
  String what();

  /**
   * Does it.
   *
   * @throws Failed if it could not be carried out
   */
  Outcome run(Context context) throws Exception;
}
