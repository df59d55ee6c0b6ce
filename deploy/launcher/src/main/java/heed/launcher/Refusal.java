package heed.launcher;

/** Why Heed cannot run here, in one sentence for whoever sits at the terminal. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String sentence) {
    super(sentence);
  }
}
