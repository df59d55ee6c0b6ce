package heed.alerting;

import com.fasterxml.jackson.core.JsonGenerator;
import heed.events.CustomerErased;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/**
 * A feature beside the cases that has to know what the stream says of an order or a customer, in
 * the transaction in which it is said. What a review says, and how it was tagged, it is not told.
 */
public interface BesideCases {
  /** That an order was reviewed, by whatever way. */
  record ReviewedOrder(String storefront, String orderId, Instant receivedAt) {}

  /**
   * The orders that the reviews of a batch are of, told once for all of it; the same may be told
   * again.
   */
  void reviewed(Connection connection, Collection<ReviewedOrder> orders) throws SQLException;

  /** A customer is to be forgotten, with all that came in up to then. */
  void erased(Connection connection, CustomerErased event) throws SQLException;

  /** Writes what is known of a customer, as fields of the object at hand. */
  void export(String storefront, String customerId, JsonGenerator out) throws IOException;
}
