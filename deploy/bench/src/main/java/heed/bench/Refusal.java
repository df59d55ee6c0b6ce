package heed.bench;

/** Why nothing is measured, in a sentence that says what to do about it. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String sentence) {
    super(sentence);
  }
}
