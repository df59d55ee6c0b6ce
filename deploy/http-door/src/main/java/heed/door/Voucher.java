package heed.door;

/**
 * Reads bearer tokens that are no keys of ours, and vouches for who sends them. A service has beans
 * of this kind for what else it takes; without any, every bearer value is a key.
 */
public interface Voucher {
  /** True if the value is of a shape that this bean reads; told without looking anything up. */
  boolean reads(String bearer);

  /**
   * Who sends it. May wait for another machine, so it is called on a thread that may.
   *
   * @throws Refusal 401 for what is not accepted, 403 for who may nothing, 503 for what cannot be
   *     told now
   */
  Holder read(String bearer);
}
