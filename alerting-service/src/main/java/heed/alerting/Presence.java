package heed.alerting;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who looks at which case. A window says so again every few seconds, and is gone when it stops; the
 * rows let copies of the service see each other's, and each copy looks them up once for all who
 * follow the events.
 */
@ApplicationScoped
class Presence {
  private static final Duration EVERY = Duration.ofMillis(500);

  /** Twice the time between two beats of a window, and a little for the way. */
  private static final Duration HOLDS = Duration.ofSeconds(20);

  private static final String BEAT =
      """
      insert into presence (window_id, storefront, case_id, name, doing, seen_at)
      select ?, storefront, id, ?, ?, now() from cases
      where id = ? and """
          + Sight.ROWS
          + """

      on conflict (window_id) do update set storefront = excluded.storefront,
        case_id = excluded.case_id, doing = excluded.doing, seen_at = excluded.seen_at
      where presence.name = excluded.name
      """;
  private static final String LEAVE =
      "delete from presence where window_id = ? and case_id = ? and name = ?";
  private static final String FORGET =
      "delete from presence where seen_at < now() - make_interval(secs => ?)";
  private static final String LOOK =
      """
      select p.case_id, p.storefront, c.team, p.window_id, p.name, p.doing from presence p
      join cases c on c.storefront = p.storefront and c.id = p.case_id
      where p.seen_at >= now() - make_interval(secs => ?)
      order by p.case_id, p.name, p.window_id
      """;

  /** What somebody does with a case. */
  enum Doing {
    LOOKING,
    ANSWERING
  }

  /**
   * One window of somebody.
   *
   * @param window tells two windows of the same person apart
   */
  record Onlooker(UUID window, String name, Doing doing) {}

  /** Who looks at a case. */
  record Seen(UUID caseId, String storefront, String team, List<Onlooker> people) {}

  private final Transactions transactions;
  private final Loop loop;
  private volatile Map<UUID, Seen> seen = Map.of();

  Presence(Transactions transactions) {
    this.transactions = transactions;
    this.loop = new Loop("presence", EVERY, this::look);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** Who looks at what, everywhere; the same object as long as nothing changes. */
  Map<UUID, Seen> seen() {
    return seen;
  }

  /** False if there is no such case within sight. */
  boolean beat(UUID caseId, UUID window, String name, Doing doing, Sight sight) {
    return transactions.answer(
            HOLDS,
            connection -> {
              try (var statement = connection.prepareStatement(BEAT)) {
                statement.setObject(1, window);
                statement.setString(2, name);
                statement.setString(3, doing.name());
                statement.setObject(4, caseId);
                sight.bind(connection, statement, 5);
                return statement.executeUpdate();
              }
            })
        > 0;
  }

  void leave(UUID caseId, UUID window, String name) {
    transactions.answer(
        HOLDS,
        connection -> {
          try (var statement = connection.prepareStatement(LEAVE)) {
            statement.setObject(1, window);
            statement.setObject(2, caseId);
            statement.setString(3, name);
            return statement.executeUpdate();
          }
        });
  }

  private boolean look() {
    var now = transactions.read(Presence::read);
    if (!now.equals(seen)) {
      seen = now;
      transactions.read(Presence::forget);
    }
    return false;
  }

  private static int forget(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(FORGET)) {
      statement.setLong(1, HOLDS.toSeconds());
      return statement.executeUpdate();
    }
  }

  private static Map<UUID, Seen> read(Connection connection) throws SQLException {
    var found = new HashMap<UUID, Seen>();
    try (var statement = connection.prepareStatement(LOOK)) {
      statement.setLong(1, HOLDS.toSeconds());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var id = rows.getObject("case_id", UUID.class);
          var storefront = rows.getString("storefront");
          var team = rows.getString("team");
          found
              .computeIfAbsent(id, key -> new Seen(key, storefront, team, new ArrayList<>()))
              .people()
              .add(
                  new Onlooker(
                      rows.getObject("window_id", UUID.class),
                      rows.getString("name"),
                      Doing.valueOf(rows.getString("doing"))));
        }
      }
    }
    return Map.copyOf(found);
  }
}
