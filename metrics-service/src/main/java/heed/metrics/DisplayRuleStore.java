package heed.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import heed.metrics.display.DisplayRules;
import heed.metrics.display.DisplayRulesReader;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the rules, append only. Whoever decides about a review asks in its own
 * transaction which one is in force, so that all copies agree from one commit to the next.
 */
@Singleton
class DisplayRuleStore {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();
  private static final String NEWEST =
      "select version, at from display_rules order by version desc limit 1";
  private static final String ONE = "select * from display_rules where version = ?";
  private static final String CHANGES =
      "select version, at, by from display_rules where version < ? order by version desc limit ?";
  private static final String APPEND =
      """
      insert into display_rules (version, at, by, document) values (?, ?, ?, ?::jsonb)
      on conflict (version) do nothing
      """;

  /**
   * One version of the document.
   *
   * @param version 0 until somebody writes one
   */
  record Version(int version, @Nullable Instant at, DisplayRules rules) {
    static final Version NONE = new Version(0, null, DisplayRules.NONE);
  }

  /** Who changed it, and when. */
  record Change(int version, Instant at, String by) {}

  private volatile Version newest = Version.NONE;

  Version inForce(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(NEWEST);
        var rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Version.NONE;
      }
      var known = newest;
      // After a restore a number may mean another document.
      if (known.version() == rows.getInt("version") && at(rows).equals(known.at())) {
        return known;
      }
      var loaded = version(connection, rows.getInt("version"));
      newest = loaded == null ? Version.NONE : loaded;
      return newest;
    }
  }

  /** A version; null if there never was one. */
  @Nullable Version version(Connection connection, int version) throws SQLException {
    if (version == 0) {
      return Version.NONE;
    }
    try (var statement = connection.prepareStatement(ONE)) {
      statement.setInt(1, version);
      try (var rows = statement.executeQuery()) {
        return rows.next()
            ? new Version(rows.getInt("version"), at(rows), read(rows.getString("document")))
            : null;
      }
    }
  }

  /** Puts a document in force after another; null if something else was put after that. */
  @Nullable Version append(Connection connection, int after, String by, DisplayRules rules)
      throws SQLException {
    var next = new Version(after + 1, now(connection), rules);
    try (var statement = connection.prepareStatement(APPEND)) {
      new Sql(connection, statement)
          .arg(next.version())
          .arg(java.util.Objects.requireNonNull(next.at()))
          .arg(by)
          .arg(JSON.writeValueAsString(rules));
      return statement.executeUpdate() == 1 ? next : null;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rules that were read can be written", e);
    }
  }

  /** The changes, newest first. */
  List<Change> changes(Connection connection, int before, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(CHANGES)) {
      new Sql(connection, statement).arg(before).arg(limit);
      try (var rows = statement.executeQuery()) {
        var changes = new ArrayList<Change>();
        while (rows.next()) {
          changes.add(new Change(rows.getInt("version"), at(rows), rows.getString("by")));
        }
        return changes;
      }
    }
  }

  /** The database's time, cut to what the wire carries; ask after the locks are held. */
  static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select clock_timestamp()");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }
  }

  private static Instant at(ResultSet row) throws SQLException {
    return row.getObject("at", OffsetDateTime.class).toInstant();
  }

  private static DisplayRules read(String document) {
    try {
      return DisplayRulesReader.read(JSON.readTree(document)).rules();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored rules cannot be read", e);
    }
  }
}
