package heed.metrics.segments;

import heed.events.Rating;
import heed.metrics.Sql;
import heed.metrics.segments.SegmentRows.Key;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers said, read from the facts: the newest thousand reviews of each. */
final class SeenRows {
  private static final String OF =
      """
      select r.storefront, r.customer_id, r.review_id, r.placed_at, r.received_at, r.order_id,
        r.rating_scale, r.rating_value, r.nps, r.label = 'NEGATIVE' as negative, r.consent,
        case when r.case_sla = 'BREACHED' and r.case_status not in ('RESOLVED', 'CANCELLED')
          then r.case_id end as breached_case
      from unnest(?::text[], ?::text[]) as c (storefront, customer_id) cross join lateral
        (select * from reviews r where r.storefront = c.storefront
           and r.customer_id = c.customer_id and r.revision is not null
         order by r.placed_at desc limit 1000) r
      """;

  static Map<Key, List<Seen>> of(Connection connection, Collection<Key> customers)
      throws SQLException {
    var seen = new HashMap<Key, List<Seen>>();
    try (var statement = connection.prepareStatement(OF)) {
      new Sql(connection, statement)
          .texts(customers.stream().map(Key::storefront).toList())
          .texts(customers.stream().map(Key::customerId).toList());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var key = new Key(rows.getString("storefront"), rows.getString("customer_id"));
          seen.computeIfAbsent(key, k -> new ArrayList<>()).add(seen(rows));
        }
      }
    }
    return seen;
  }

  private static Seen seen(ResultSet rows) throws SQLException {
    return new Seen(
        rows.getObject("review_id", UUID.class),
        rows.getObject("placed_at", OffsetDateTime.class).toInstant(),
        rows.getObject("received_at", OffsetDateTime.class).toInstant(),
        rows.getString("order_id"),
        rating(rows),
        integer(rows, "nps"),
        rows.getBoolean("negative"),
        rows.getObject("breached_case", UUID.class),
        rows.getObject("consent", Boolean.class));
  }

  private static @Nullable Double rating(ResultSet rows) throws SQLException {
    var name = rows.getString("rating_scale");
    var value = integer(rows, "rating_value");
    if (name == null || value == null || name.equals(Rating.Scale.THUMBS.name())) {
      return null;
    }
    var scale = Rating.Scale.valueOf(name);
    return 1 + 4.0 * (value - scale.min()) / (scale.max() - scale.min());
  }

  private static @Nullable Integer integer(ResultSet rows, String column) throws SQLException {
    var value = rows.getInt(column);
    return rows.wasNull() ? null : value;
  }

  private SeenRows() {}
}
