package heed.alerting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cases by the key that sealed their contact. */
final class SealedRows {
  private static final UUID FIRST = new UUID(0, 0);

  private static final String NEXT_KEY =
      """
      select min(sealed_under(review)) as key from cases
      where sealed_under(review) is not null and sealed_under(review) > ?
      """;

  /** A case that somebody works on is passed over; it is found again on the next way through. */
  private static final String SOME =
      """
      select storefront, id, review_id, review #>> '{customer,contact}' as contact from cases
      where sealed_under(review) = ? and (storefront, id) > (?, ?)
      order by storefront, id limit ? for update skip locked
      """;

  private static final String SAVE =
      """
      update cases c set review = jsonb_set(c.review, '{customer,contact}', to_jsonb(n.contact))
      from unnest(?::text[], ?::uuid[], ?::text[]) as n (storefront, id, contact)
      where c.storefront = n.storefront and c.id = n.id
      """;

  private static final String COUNT =
      """
      select sealed_under(review) as key, count(*) as n from cases
      where sealed_under(review) is not null
        and (sealed_under(review) < ? or sealed_under(review) > ?)
      group by 1
      """;

  /** A place on the way through all of them: key by key, and by case. */
  record Position(String key, String storefront, UUID id) {
    /** Before the first case of a key. */
    static Position of(String key) {
      return new Position(key, "", FIRST);
    }
  }

  /** A sealed contact, its row locked. */
  record SealedContact(String storefront, UUID id, UUID reviewId, String contact) {}

  private SealedRows() {}

  /** The key behind this one that sealed anything; null if there is none. */
  static @Nullable String keyAfter(Connection connection, String key) throws SQLException {
    try (var statement = connection.prepareStatement(NEXT_KEY)) {
      statement.setString(1, key);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getString("key") : null;
      }
    }
  }

  static List<SealedContact> after(Connection connection, Position position, int limit)
      throws SQLException {
    var some = new ArrayList<SealedContact>();
    try (var statement = connection.prepareStatement(SOME)) {
      new Parameters(statement)
          .set(position.key())
          .set(position.storefront())
          .set(position.id())
          .set((Object) limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          some.add(
              new SealedContact(
                  rows.getString("storefront"),
                  rows.getObject("id", UUID.class),
                  rows.getObject("review_id", UUID.class),
                  rows.getString("contact")));
        }
      }
    }
    return some;
  }

  /** Nothing else of the case changes: no version, no event. */
  static void save(Connection connection, List<SealedContact> anew) throws SQLException {
    try (var statement = connection.prepareStatement(SAVE)) {
      statement.setArray(
          1, Guards.texts(connection, anew.stream().map(SealedContact::storefront).toList()));
      statement.setArray(
          2, Guards.texts(connection, anew.stream().map(SealedContact::id).toList()));
      statement.setArray(
          3, Guards.texts(connection, anew.stream().map(SealedContact::contact).toList()));
      statement.executeUpdate();
    }
  }

  /** How many contacts are sealed by any other key, by its id. */
  static Map<String, Long> byOtherKeys(Connection connection, String current) throws SQLException {
    var counts = new HashMap<String, Long>();
    try (var statement = connection.prepareStatement(COUNT)) {
      new Parameters(statement).set(current).set(current);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(rows.getString("key"), rows.getLong("n"));
        }
      }
    }
    return counts;
  }
}
