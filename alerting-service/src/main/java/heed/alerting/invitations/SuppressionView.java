package heed.alerting.invitations;

import heed.alerting.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the suppression list.
 *
 * @param by who put it there; null: the customer himself, or a mail server
 */
record SuppressionView(
    UUID id,
    String storefront,
    Suppressions.Kind kind,
    Suppressions.Reason reason,
    Instant at,
    @Nullable String by) {

  static SuppressionView read(ResultSet row) throws SQLException {
    return new SuppressionView(
        row.getObject("id", UUID.class),
        row.getString("storefront"),
        Suppressions.Kind.valueOf(row.getString("kind")),
        Suppressions.Reason.valueOf(row.getString("reason")),
        Sql.at(row, "at"),
        row.getString("by"));
  }
}
