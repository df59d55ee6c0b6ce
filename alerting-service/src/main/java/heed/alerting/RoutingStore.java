package heed.alerting;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the routing, append only. Whoever opens a case asks in its own transaction which
 * one is in force, so that all copies agree from one commit to the next.
 */
@Singleton
class RoutingStore {
  private static final String ONE = "select * from routing where version = ?";
  private static final String APPEND =
      """
      insert into routing (version, at, by, document) values (?, ?, ?, ?::jsonb)
      on conflict (version) do nothing
      """;

  private final RoutingVersion configured;
  private final Duration maxAge;
  private final Set<String> competitors;
  private volatile RoutingVersion newest;

  RoutingStore(
      SlaSettings sla,
      CaseSettings cases,
      @ConfigProperty(name = "heed.benchmarks.competitors") Optional<Set<String>> competitors) {
    this.configured = RoutingVersion.configured(sla, cases);
    this.maxAge = cases.maxAge();
    this.competitors = competitors.orElse(Set.of());
    this.newest = configured;
  }

  /** Decides about reviews by the routing in force. */
  ReviewDecider decider(Connection connection) throws SQLException {
    var inForce = inForce(connection);
    return new ReviewDecider(inForce.document(), inForce.version(), maxAge, competitors);
  }

  RoutingVersion inForce(Connection connection) throws SQLException {
    var changes = changes(connection, Integer.MAX_VALUE, 1);
    var last = changes.isEmpty() ? null : changes.getFirst();
    var known = newest;
    if (newest(known, last)) {
      return known;
    }
    var loaded = last == null ? configured : version(connection, last.version());
    newest = Objects.requireNonNull(loaded);
    return loaded;
  }

  /**
   * The teams that a case can be given to: those of the routing in force and, whatever a document
   * says, the configured one.
   */
  Set<String> teams(Connection connection) throws SQLException {
    var ids = new LinkedHashSet<String>();
    inForce(connection).document().teams().forEach(team -> ids.add(team.id()));
    ids.add(configured.document().defaultTeam());
    return ids;
  }

  /** A version; null if there never was one. */
  @Nullable RoutingVersion version(Connection connection, int version) throws SQLException {
    if (version == 0) {
      return configured;
    }
    try (var statement = connection.prepareStatement(ONE)) {
      statement.setInt(1, version);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? one(rows) : null;
      }
    }
  }

  /** Puts a document in force after another; null if something else was put after that. */
  @Nullable RoutingVersion append(Connection connection, int after, String by, Routing document)
      throws SQLException {
    var next = new RoutingVersion(after + 1, Transactions.now(connection), by, document);
    try (var statement = connection.prepareStatement(APPEND)) {
      statement.setInt(1, next.version());
      statement.setObject(2, CaseRows.sql(Objects.requireNonNull(next.at())));
      statement.setString(3, by);
      statement.setString(4, RoutingFormat.JSON.write(document));
      return statement.executeUpdate() == 1 ? next : null;
    }
  }

  /** Who changed it, and when. */
  record Change(int version, Instant at, String by) {}

  /** The changes, newest first. */
  List<Change> changes(Connection connection, int before, int limit) throws SQLException {
    var sql = "select version, at, by from routing where version < ? order by version desc limit ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, before);
      statement.setInt(2, limit);
      try (var rows = statement.executeQuery()) {
        var changes = new ArrayList<Change>();
        while (rows.next()) {
          changes.add(
              new Change(rows.getInt("version"), CaseRows.at(rows, "at"), rows.getString("by")));
        }
        return changes;
      }
    }
  }

  /** True if a version is still the newest: after a restore its number may mean another one. */
  private static boolean newest(RoutingVersion known, @Nullable Change newest) {
    return newest == null
        ? known.version() == 0
        : known.version() == newest.version() && newest.at().equals(known.at());
  }

  private static RoutingVersion one(ResultSet row) throws SQLException {
    return new RoutingVersion(
        row.getInt("version"),
        CaseRows.at(row, "at"),
        row.getString("by"),
        RoutingReader.read(RoutingFormat.JSON.tree(row.getString("document"))));
  }
}
