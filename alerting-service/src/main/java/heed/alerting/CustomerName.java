package heed.alerting;

/**
 * Who is meant.
 *
 * @param id unique within the storefront only
 */
public record CustomerName(String storefront, String id) {
  /** A customer's id is in no log. */
  @Override
  public String toString() {
    return "CustomerName[not shown]";
  }
}
