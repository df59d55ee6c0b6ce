package heed.drill;

/** Where a drill says what it does. */
@FunctionalInterface
interface Progress {
  void say(String line);
}
