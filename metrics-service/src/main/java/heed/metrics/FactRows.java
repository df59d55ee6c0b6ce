package heed.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import heed.events.CustomerErased;
import heed.metrics.Fold.Key;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Facts as rows, many per statement. New ones are copied; the JSON of others has the names of the
 * columns, and changed ones travel as one JSON text.
 */
final class FactRows {
  private static final String COLUMNS =
      "erased_revision, erased_at, revision, received_at, first_revision, first_received_at, placed_at,"
          + " external_id, product_id, product_name, customer_id, consent, order_id, channel, rating_scale,"
          + " rating_value, nps, csat, ces, title, text, given_language, country, submitted_at,"
          + " source, tags, label, language, display, case_id, case_sequence, case_status, case_sla,"
          + " case_recovery, case_started_at, case_due_at, case_answered_at, case_counted_at,"
          + " case_product, case_country, case_channel, case_language";

  private static final String LOAD =
      """
      select to_json(r) from reviews r
      join unnest(?::text[], ?::uuid[]) as k (storefront, review_id) using (storefront, review_id)
      order by r.storefront, r.review_id for update of r
      """;
  private static final String LOAD_OF_CUSTOMERS =
      """
      select to_json(r) from reviews r
      join unnest(?::text[], ?::text[]) as c (storefront, customer_id) using (storefront, customer_id)
      order by r.storefront, r.review_id for update of r
      """;

  /** Every column that is written, in order. */
  static final String ALL = "storefront, review_id, " + COLUMNS;

  private static final String INSERT = "reviews (" + ALL + ")";
  private static final String UPDATE =
      "update reviews r set ("
          + COLUMNS
          + ") = (n."
          + COLUMNS.replace(", ", ", n.")
          + ") from json_populate_recordset(null::reviews, ?::json) n"
          + " where r.storefront = n.storefront and r.review_id = n.review_id";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Locks and reads those that are stored. */
  static Map<Key, Fact> load(Connection connection, List<Key> keys) throws SQLException {
    try (var statement = connection.prepareStatement(LOAD)) {
      new Sql(connection, statement).texts(keys, Key::storefront).uuids(keys, Key::reviewId);
      return read(statement);
    }
  }

  /** The same of all reviews of these customers. */
  static Map<Key, Fact> loadOf(Connection connection, List<CustomerErased> customers)
      throws SQLException {
    try (var statement = connection.prepareStatement(LOAD_OF_CUSTOMERS)) {
      new Sql(connection, statement)
          .texts(customers.stream().map(CustomerErased::storefront).toList())
          .texts(customers.stream().map(CustomerErased::customerId).toList());
      return read(statement);
    }
  }

  /**
   * Writes new ones by COPY, which is the quickest way in; false if another copy of the service was
   * quicker with one of them, and then the transaction is lost.
   */
  static boolean insert(Connection connection, List<Fact> facts) throws SQLException {
    return facts.isEmpty()
        || CopyRows.intoUnlessThere(connection, INSERT, copy -> copy(facts, copy));
  }

  private static void copy(List<Fact> facts, CopyRows copy) throws SQLException {
    for (var fact : facts) {
      FactColumns.of(fact, copy::add);
      copy.endRow();
    }
  }

  /** Writes ones that were locked. */
  static void update(Connection connection, List<Fact> facts) throws SQLException {
    if (facts.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(UPDATE)) {
      statement.setString(1, json(facts));
      statement.executeUpdate();
    }
  }

  private static Map<Key, Fact> read(PreparedStatement statement) throws SQLException {
    var facts = new HashMap<Key, Fact>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var fact = fact(rows.getString(1));
        facts.put(new Key(fact.storefront(), fact.reviewId()), fact);
      }
    }
    return facts;
  }

  static Fact fact(String row) {
    try {
      var json = JSON.readTree(row);
      return new Fact(
          json.get("storefront").textValue(),
          UUID.fromString(json.get("review_id").textValue()),
          has(json, "erased_revision") ? json.get("erased_revision").longValue() : null,
          has(json, "erased_at")
              ? OffsetDateTime.parse(json.get("erased_at").textValue()).toInstant()
              : null,
          has(json, "revision") ? JSON.treeToValue(json, LatestReview.class) : null,
          has(json, "case_id") ? JSON.treeToValue(json, CaseStanding.class) : null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored fact cannot be read", e);
    }
  }

  private static boolean has(JsonNode json, String column) {
    return json.hasNonNull(column);
  }

  private static String json(List<Fact> facts) {
    var rows = JSON.createArrayNode();
    facts.forEach(fact -> rows.add(row(fact)));
    return rows.toString();
  }

  /** A fact by the names of its columns. */
  static ObjectNode row(Fact fact) {
    ObjectNode row =
        fact.review() == null ? JSON.createObjectNode() : JSON.valueToTree(fact.review());
    if (fact.standing() != null) {
      row.setAll((ObjectNode) JSON.valueToTree(fact.standing()));
    }
    return row.put("storefront", fact.storefront())
        .put("review_id", fact.reviewId().toString())
        .put("erased_revision", fact.erasedRevision())
        .put("erased_at", fact.erasedAt() == null ? null : fact.erasedAt().toString());
  }

  private FactRows() {}
}
