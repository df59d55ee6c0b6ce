package heed.metrics.display;

/**
 * Where else the same words stand, in the same storefront.
 *
 * @param others true if another customer wrote them
 * @param reviews how many other reviews there are; counted up to a few
 */
public record Echo(boolean others, int reviews) {
  public static final Echo NONE = new Echo(false, 0);
  private static final int USUAL = 1;

  /**
   * Somebody may well say the same of two products; not of three, and not in a stranger's words.
   */
  boolean isSuspicious() {
    return others || reviews > USUAL;
  }
}
