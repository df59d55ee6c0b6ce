package heed.alerting.telling;

/**
 * Whom to reach.
 *
 * @param name an address, an endpoint's id, or {@link Notice#CUSTOMER}
 */
record Recipient(Medium medium, String name) {}
