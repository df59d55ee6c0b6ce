package heed.metrics.outbox;

import heed.events.EventJson;
import heed.events.EventType;
import heed.metrics.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Writes down what is to leave, in the transaction of what it tells of. */
public final class Outbox {
  private static final String WRITE =
      """
      insert into outbox (topic, key, ce_id, type, at, data)
      select topic, key, ce_id, type, at, data
      from unnest(?::text[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[])
        with ordinality as o (topic, key, ce_id, type, at, data, place)
      order by place
      """;

  public static void write(Connection connection, List<Outgoing> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(WRITE)) {
      new Sql(connection, statement)
          .texts(events.stream().map(Outgoing::topic).toList())
          .texts(events.stream().map(Outgoing::key).toList())
          .array("uuid", events.stream().map(Outgoing::id).toList())
          .texts(events.stream().map(e -> e.type().wireName()).toList())
          .array("timestamptz", events.stream().map(Outgoing::at).toList())
          .texts(
              events.stream()
                  .map(e -> new String(EventJson.write(e.event()), StandardCharsets.UTF_8))
                  .toList());
      statement.executeUpdate();
    }
  }

  /** Takes back what has not left yet; what has is beyond reach. */
  public static void recall(Connection connection, String topic, Collection<String> keys)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("delete from outbox where topic = ? and key = any(?)")) {
      new Sql(connection, statement).arg(topic).texts(keys);
      statement.executeUpdate();
    }
  }

  /** The same of events of one type. */
  public static void recall(
      Connection connection, String topic, Collection<String> keys, EventType type)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "delete from outbox where topic = ? and key = any(?) and type = ?")) {
      new Sql(connection, statement).arg(topic).texts(keys).arg(type.wireName());
      statement.executeUpdate();
    }
  }

  private Outbox() {}
}
