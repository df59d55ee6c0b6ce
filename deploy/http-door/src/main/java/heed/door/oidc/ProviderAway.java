package heed.door.oidc;

/** The provider does not answer, or not as one; what it would say cannot be told now. */
final class ProviderAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProviderAway(String reason) {
    super(reason, null, false, false);
  }
}
