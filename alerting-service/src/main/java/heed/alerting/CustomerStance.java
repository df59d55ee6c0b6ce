package heed.alerting;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a customer said of others being told of him, and which CRMs may have heard of him.
 *
 * @param crms ids of endpoints
 */
record CustomerStance(List<Said> consents, List<String> crms) {
  /** In one of his reviews. */
  record Said(UUID reviewId, boolean said, Instant at) {}

  static CustomerStance of(Connection connection, CustomerName customer) throws SQLException {
    return new CustomerStance(
        Sql.list(
            connection,
            "select * from consents where storefront = ? and customer_id = ? order by at, review_id",
            row ->
                new Said(
                    row.getObject("review_id", UUID.class),
                    row.getBoolean("said"),
                    Sql.at(row, "at")),
            customer.storefront(),
            customer.id()),
        Sql.list(
            connection,
            "select endpoint from crm_heard where storefront = ? and customer_id = ? order by 1",
            row -> row.getString("endpoint"),
            customer.storefront(),
            customer.id()));
  }

  void write(JsonGenerator out) throws IOException {
    out.writePOJOField("consents", consents);
    out.writePOJOField("crms", crms);
  }
}
