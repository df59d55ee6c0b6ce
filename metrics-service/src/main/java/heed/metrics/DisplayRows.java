package heed.metrics;

import heed.metrics.Fold.Key;
import heed.metrics.LatestReview.Display;
import heed.metrics.display.Hold;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decisions about displaying as rows; whoever writes them holds the locks of the facts. */
final class DisplayRows {
  private static final String LOAD =
      """
      select d.* from display_states d
      join unnest(?::text[], ?::uuid[]) as k (storefront, review_id) using (storefront, review_id)
      """;
  private static final String SHOW =
      """
      update reviews r set display = n.display
      from unnest(?::text[], ?::uuid[], ?::text[]) as n (storefront, review_id, display)
      where r.storefront = n.storefront and r.review_id = n.review_id
      """;
  private static final String SAVE =
      """
      insert into display_states (storefront, review_id, held, rule, publish_at, reason, by, at)
      select storefront, review_id, string_to_array(held, ' '), rule, publish_at, reason, by, at
      from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
        ?::timestamptz[]) as n (storefront, review_id, held, rule, publish_at, reason, by, at)
      on conflict (storefront, review_id) do update set held = excluded.held, rule = excluded.rule,
        publish_at = excluded.publish_at, reason = excluded.reason, by = excluded.by, at = excluded.at
      """;
  private static final String RECORD =
      """
      insert into display_history (storefront, review_id, display, reason, by, at)
      select * from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
      """;
  private static final String HISTORY =
      """
      select display, reason, by, at from display_history where storefront = ? and review_id = ?
      order by id
      """;

  private static final String FORGET_BEFORE =
      """
      delete from display_history d
      using unnest(?::text[], ?::uuid[]) as k (storefront, review_id)
      join reviews r using (storefront, review_id)
      where d.storefront = k.storefront and d.review_id = k.review_id
        and d.at < r.first_received_at
      """;

  /** What a person wrote may name somebody; how the review is displayed holds on. */
  private static final String FORGET_REASONS =
      """
      update display_states d set reason = null
      from unnest(?::text[], ?::uuid[]) as k (storefront, review_id)
      join reviews r using (storefront, review_id)
      where d.storefront = k.storefront and d.review_id = k.review_id
        and d.at < r.first_received_at and d.by is not null and d.reason is not null
      """;

  /**
   * One entry of the history.
   *
   * @param by a key's name, or {@code heed}
   */
  record Entry(Instant at, Display display, @Nullable String reason, String by) {}

  /** What is to be written: the decision, and what is remembered beside it. */
  record Decided(Display display, DisplayState state) {}

  static Map<Key, DisplayState> load(Connection connection, Collection<Key> keys)
      throws SQLException {
    var states = new HashMap<Key, DisplayState>();
    if (keys.isEmpty()) {
      return states;
    }
    try (var statement = connection.prepareStatement(LOAD)) {
      keys(new Sql(connection, statement), keys);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var state = state(rows);
          states.put(state.review(), state);
        }
      }
    }
    return states;
  }

  /** Writes the column of the facts, for those whose display changes. */
  static void show(Connection connection, List<Decided> decided) throws SQLException {
    if (decided.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(SHOW)) {
      keys(new Sql(connection, statement), decided.stream().map(d -> d.state().review()).toList())
          .texts(decided.stream().map(Decided::display).toList());
      statement.executeUpdate();
    }
  }

  static void save(Connection connection, List<DisplayState> states) throws SQLException {
    if (states.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(SAVE)) {
      keys(new Sql(connection, statement), states.stream().map(DisplayState::review).toList())
          .texts(states.stream().map(s -> words(s.held())).toList())
          .orNull("text", states.stream().map(DisplayState::rule).toList())
          .orNull("timestamptz", states.stream().map(DisplayState::publishAt).toList())
          .orNull("text", states.stream().map(DisplayState::reason).toList())
          .orNull("text", states.stream().map(DisplayState::by).toList())
          .array("timestamptz", states.stream().map(DisplayState::at).toList());
      statement.executeUpdate();
    }
  }

  static void record(Connection connection, List<Decided> decided) throws SQLException {
    if (decided.isEmpty()) {
      return;
    }
    var states = decided.stream().map(Decided::state).toList();
    try (var statement = connection.prepareStatement(RECORD)) {
      keys(new Sql(connection, statement), states.stream().map(DisplayState::review).toList())
          .texts(decided.stream().map(Decided::display).toList())
          .orNull("text", states.stream().map(DisplayState::reason).toList())
          .orNull("text", states.stream().map(DisplayState::by).toList())
          .array("timestamptz", states.stream().map(DisplayState::at).toList());
      statement.executeUpdate();
    }
  }

  static List<Entry> history(Connection connection, Key review) throws SQLException {
    try (var statement = connection.prepareStatement(HISTORY)) {
      new Sql(connection, statement).arg(review.storefront()).arg(review.reviewId());
      var entries = new ArrayList<Entry>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var by = rows.getString("by");
          entries.add(
              new Entry(
                  at(rows, "at"),
                  Display.valueOf(rows.getString("display")),
                  rows.getString("reason"),
                  by == null ? "heed" : by));
        }
      }
      return entries;
    }
  }

  /** Forgets all that was decided about reviews that are no more. */
  static void forget(Connection connection, Collection<Key> gone) throws SQLException {
    for (var table : List.of("display_states", "display_history")) {
      var sql =
          "delete from "
              + table
              + " d using unnest(?::text[], ?::uuid[]) as k (storefront, review_id)"
              + " where d.storefront = k.storefront and d.review_id = k.review_id";
      try (var statement = connection.prepareStatement(sql)) {
        keys(new Sql(connection, statement), gone);
        statement.executeUpdate();
      }
    }
  }

  /** Forgets what was said of reviews before they began anew; what holds now stays. */
  static void forgetBefore(Connection connection, Collection<Key> anew) throws SQLException {
    for (var sql : List.of(FORGET_BEFORE, FORGET_REASONS)) {
      try (var statement = connection.prepareStatement(sql)) {
        keys(new Sql(connection, statement), anew);
        statement.executeUpdate();
      }
    }
  }

  static Sql keys(Sql sql, Collection<Key> keys) throws SQLException {
    return sql.texts(keys.stream().map(Key::storefront).toList())
        .array("uuid", keys.stream().map(Key::reviewId).toList());
  }

  private static DisplayState state(ResultSet row) throws SQLException {
    var held = EnumSet.noneOf(Hold.class);
    Arrays.stream((String[]) row.getArray("held").getArray()).map(Hold::valueOf).forEach(held::add);
    return new DisplayState(
        new Key(row.getString("storefront"), row.getObject("review_id", UUID.class)),
        held,
        row.getString("rule"),
        row.getObject("publish_at") == null ? null : at(row, "publish_at"),
        row.getString("reason"),
        row.getString("by"),
        at(row, "at"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String words(Collection<Hold> held) {
    return held.stream().map(Hold::name).collect(Collectors.joining(" "));
  }

  private DisplayRows() {}
}
