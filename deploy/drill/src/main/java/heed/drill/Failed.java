package heed.drill;

/** A drill could not be carried out or what it waited for never came; in one sentence. */
final class Failed extends RuntimeException {
  private static final long serialVersionUID = 1;

  Failed(String sentence) {
    super(sentence);
  }

  Failed(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
