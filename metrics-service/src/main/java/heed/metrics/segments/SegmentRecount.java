package heed.metrics.segments;

import heed.metrics.Recounted;
import heed.metrics.Sql;
import heed.metrics.Stepping;
import heed.metrics.Storefronts;
import heed.metrics.segments.SegmentRows.Key;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides all segments of a storefront anew from the facts, and compares with what is kept. */
@Singleton
public class SegmentRecount implements Recounted {
  private static final int PAGE = 1000;
  private static final int MOST_TOLD = 100;

  private static final String STOREFRONTS =
      Stepping.storefronts("customers") + " union " + Stepping.storefronts("segments");

  /** Customers without a row who do not wait to be decided. */
  private static final String MISSING =
      """
      select c.storefront, c.customer_id from customers c
      where c.storefront = ?
        and not exists (select from segments s
          where s.storefront = c.storefront and s.customer_id = c.customer_id)
        and not exists (select from segment_marks m
          where m.storefront = c.storefront and m.customer_id = c.customer_id)
        and exists (select from reviews r where r.storefront = c.storefront
          and r.customer_id = c.customer_id and r.revision is not null)
      """;

  private final SegmentDecider decider = new SegmentDecider();
  private final Storefronts storefronts;

  SegmentRecount(Storefronts storefronts) {
    this.storefronts = storefronts;
  }

  @Override
  public String name() {
    return "SEGMENTS";
  }

  @Override
  public List<Piece> pieces(Connection connection) throws SQLException {
    var pieces = new ArrayList<Piece>();
    try (var statement = connection.prepareStatement(STOREFRONTS);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var storefront = rows.getString(1);
        if (storefronts.isOurs(storefront)) {
          pieces.add(new Piece(storefront, null));
        }
      }
    }
    return pieces;
  }

  /** A hundred lines at most; the customer is not named. */
  @Override
  public List<String> differences(Connection connection, Piece piece) throws SQLException {
    return different(connection, piece.storefront()).stream()
        .limit(MOST_TOLD)
        .map(d -> "SEGMENTS in " + d.key().storefront() + ": " + d.told())
        .toList();
  }

  /** Has what differs decided anew. */
  @Override
  public int mend(Connection connection, Piece piece) throws SQLException {
    var keys =
        different(connection, piece.storefront()).stream().map(Different::key).sorted().toList();
    for (var from = 0; from < keys.size(); from += PAGE) {
      SegmentMarkRows.append(connection, keys.subList(from, Math.min(keys.size(), from + PAGE)));
    }
    return keys.size();
  }

  private record Different(Key key, String told) {}

  private List<Different> different(Connection connection, String storefront) throws SQLException {
    var different = missing(connection, storefront);
    var after = new Key(storefront, "");
    while (true) {
      var page = SegmentRows.after(connection, after, PAGE);
      var rows = page.stream().filter(r -> r.storefront().equals(storefront)).toList();
      compare(connection, rows, different);
      if (rows.size() < PAGE) {
        return different;
      }
      after = new Key(storefront, rows.getLast().customerId());
    }
  }

  private void compare(Connection connection, List<SegmentRow> rows, List<Different> different)
      throws SQLException {
    var now = SegmentKeeper.now(connection);
    var settled = new TreeMap<Key, SegmentRow>();
    for (var row : rows) {
      if (row.dueAt() == null || row.dueAt().isAfter(now)) {
        settled.put(row.key(), row);
      }
    }
    settled.keySet().removeAll(SegmentMarkRows.of(connection, settled.keySet()));
    var seen = SeenRows.of(connection, settled.keySet());
    for (var row : settled.values()) {
      var key = row.key();
      var decided = decider.decide(seen.getOrDefault(key, List.of()), now).segment();
      if (decided != row.segment()) {
        different.add(new Different(key, told(decided, row.segment())));
      }
    }
  }

  private static String told(@Nullable Object decided, @Nullable Object kept) {
    return "facts " + decided + ", kept " + kept;
  }

  private static List<Different> missing(Connection connection, String storefront)
      throws SQLException {
    var missing = new ArrayList<Different>();
    try (var statement = connection.prepareStatement(MISSING)) {
      new Sql(connection, statement).arg(storefront);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          missing.add(
              new Different(new Key(rows.getString(1), rows.getString(2)), "facts, but no row"));
        }
      }
    }
    return missing;
  }
}
