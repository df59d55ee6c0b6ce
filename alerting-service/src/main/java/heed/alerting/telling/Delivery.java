package heed.alerting.telling;

import heed.alerting.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient.
 *
 * @param id stays the same over all attempts and redeliveries
 * @param event the type of its one notice, or {@link #DIGEST}
 * @param attempts begun so far
 * @param since from here on the time is counted after which it is given up
 * @param nextAt of the next attempt; while one is made, when another copy may take over
 * @param outcome of the last attempt, in a few words
 * @param status the last answer's, of HTTP or SMTP
 */
record Delivery(
    UUID id,
    Medium medium,
    String recipient,
    String event,
    State state,
    int attempts,
    Instant createdAt,
    Instant since,
    Instant nextAt,
    @Nullable Instant doneAt,
    @Nullable String outcome,
    @Nullable Integer status) {
  static final String DIGEST = "digest";

  /** How far it is. */
  enum State {
    WAITING,
    DELIVERED,
    /** Given up; it can be delivered again. */
    DEAD,
    /** What it said was no longer so. */
    DROPPED
  }

  static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        Medium.valueOf(row.getString("medium")),
        row.getString("recipient"),
        row.getString("event"),
        State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        Sql.at(row, "created_at"),
        Sql.at(row, "since"),
        Sql.at(row, "next_at"),
        Sql.atOrNull(row, "done_at"),
        row.getString("outcome"),
        row.getObject("status", Integer.class));
  }
}
