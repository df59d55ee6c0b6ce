package heed.alerting.crm;

/** A value that cannot be put where the mapping wants it; says which fact, not what it is. */
public final class Unplaceable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unplaceable(String message) {
    super(message, null, false, false);
  }
}
