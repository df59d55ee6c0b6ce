package heed.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.Channel;
import heed.events.Order;
import heed.events.Survey;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that this service knows of a customer of a storefront, some cases at a time, so that
 * it takes no more memory for somebody who wrote ten thousand reviews.
 */
@Singleton
class CustomerExport {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SOME = 50;
  private static final String CASES =
      """
      select * from cases where storefront = ? and customer_id = ? and id > ? order by id limit ?
      """;

  /** Whoever it went to; a colleague's address is not the customer's data. */
  private static final String TOLD =
      """
      select n.case_id, n.type, n.medium, n.at, coalesce(d.state, 'WAITING') as state, d.done_at,
        case when n.medium = 'MAIL' then null else n.recipient end as recipient
      from notices n left join deliveries d on d.id = n.delivery_id
      where n.storefront = ? and n.case_id = any (?::uuid[]) order by n.at, n.id
      """;

  private static final String SIGNALS =
      """
      select s.type, s.at, s.data, d.id, d.medium, d.recipient, d.state, d.done_at
      from signals s join deliveries d on d.id = s.delivery_id
      where s.storefront = ? and s.customer_id = ? and (s.at, d.id) > (?, ?)
      order by s.at, d.id limit ?
      """;

  private final Transactions transactions;
  private final Contacts contacts;
  private final ObjectMapper json;
  private final List<BesideCases> beside;

  CustomerExport(
      Transactions transactions,
      Contacts contacts,
      ObjectMapper json,
      @All List<BesideCases> beside) {
    this.beside = beside;
    this.transactions = transactions;
    this.contacts = contacts;
    this.json = json;
  }

  /**
   * A case with what was posted, and who was told of it.
   *
   * @param details as the case shows it: the customer with name and address, and the timeline with
   *     every answer and note
   */
  record ExportedCase(CaseView details, ReviewView review, List<ToldView> told) {}

  /** What of the review a case does not show. */
  record ReviewView(
      @Nullable String externalId,
      @Nullable Order order,
      Channel channel,
      @Nullable Survey survey,
      @Nullable String country,
      @Nullable Boolean consent,
      @Nullable Instant submittedAt,
      Instant receivedAt) {}

  /**
   * A message about the case, or to the customer.
   *
   * @param medium CUSTOMER is mail to the customer
   * @param recipient an endpoint's id; null for mail to people of the desk
   * @param data what a message about the customer says; of a case the event alone
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ToldView(
      String type,
      String medium,
      @Nullable String recipient,
      Instant at,
      String state,
      @Nullable Instant doneAt,
      @Nullable JsonNode data) {}

  /** Writes it; one who is unknown gets the same with nothing in it. */
  void write(String storefront, String customerId, OutputStream to) throws IOException {
    try (var out = json.createGenerator(to)) {
      // what fails half-way must not look whole
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      out.writeStartObject();
      out.writeStringField("service", "alerting-service");
      out.writeStringField("storefront", storefront);
      out.writeStringField("customerId", customerId);
      out.writePOJOField("exportedAt", transactions.answer(LIMIT, Transactions::now));
      out.writeArrayFieldStart("cases");
      cases(storefront, customerId, out);
      out.writeEndArray();
      out.writeArrayFieldStart("signals");
      signals(storefront, customerId, out);
      out.writeEndArray();
      for (var feature : beside) {
        feature.export(storefront, customerId, out);
      }
      out.writeEndObject();
    }
  }

  private void cases(String storefront, String customerId, JsonGenerator out) throws IOException {
    var after = new UUID(0, 0);
    for (var more = true; more; ) {
      var last = after;
      var some = transactions.answer(LIMIT, c -> cases(c, storefront, customerId, last));
      for (var one : some) {
        out.writePOJO(one);
        after = one.details().id();
      }
      more = some.size() == SOME;
    }
  }

  private List<ExportedCase> cases(
      Connection connection, String storefront, String customerId, UUID after) throws SQLException {
    var found = load(connection, storefront, customerId, after);
    if (found.isEmpty()) {
      return List.of();
    }
    var ids = found.stream().map(Case::id).toList();
    var now = Transactions.now(connection);
    var timelines =
        TimelineEntry.of(List.of(storefront), ids).stream()
            .collect(Collectors.groupingBy(entry -> entry.caseId));
    var told = told(connection, storefront, ids);
    return found.stream()
        .map(
            c ->
                new ExportedCase(
                    CaseView.of(c, contacts, timelines.getOrDefault(c.id(), List.of()), now),
                    review(c),
                    told.getOrDefault(c.id(), List.of())))
        .toList();
  }

  private static List<Case> load(
      Connection connection, String storefront, String customerId, UUID after) throws SQLException {
    try (var statement = connection.prepareStatement(CASES)) {
      new Parameters(statement).set(storefront).set(customerId).set(after).set((Object) SOME);
      try (var rows = statement.executeQuery()) {
        return CaseRows.read(rows);
      }
    }
  }

  private static ReviewView review(Case c) {
    var review = c.content().review();
    return new ReviewView(
        review.externalId(),
        review.order(),
        review.channel(),
        review.survey(),
        review.country(),
        review.customer() == null ? null : review.customer().consent(),
        review.submittedAt(),
        review.receivedAt());
  }

  private static Map<UUID, List<ToldView>> told(
      Connection connection, String storefront, List<UUID> cases) throws SQLException {
    var told = new HashMap<UUID, List<ToldView>>();
    try (var statement = connection.prepareStatement(TOLD)) {
      statement.setString(1, storefront);
      statement.setArray(2, Guards.texts(connection, cases));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          told.computeIfAbsent(rows.getObject("case_id", UUID.class), id -> new ArrayList<>())
              .add(told(rows, null));
        }
      }
    }
    return told;
  }

  private static ToldView told(ResultSet row, @Nullable JsonNode data) throws SQLException {
    return new ToldView(
        row.getString("type"),
        row.getString("medium"),
        row.getString("recipient"),
        CaseRows.at(row, "at"),
        row.getString("state"),
        CaseRows.atOrNull(row, "done_at"),
        data);
  }

  private void signals(String storefront, String customerId, JsonGenerator out) throws IOException {
    var from = new Place(Instant.EPOCH, new UUID(0, 0));
    for (var more = true; more; ) {
      var after = from;
      var some = new ArrayList<ToldView>();
      from = transactions.answer(LIMIT, c -> signals(c, storefront, customerId, after, some));
      for (var one : some) {
        out.writePOJO(one);
      }
      more = some.size() == SOME;
    }
  }

  private record Place(Instant at, UUID id) {}

  /** Reads some, and answers behind which the next ones are. */
  private Place signals(
      Connection connection, String storefront, String customerId, Place after, List<ToldView> some)
      throws SQLException {
    var last = after;
    try (var statement = connection.prepareStatement(SIGNALS)) {
      new Parameters(statement)
          .set(storefront)
          .set(customerId)
          .set(after.at())
          .set(after.id())
          .set((Object) SOME);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          some.add(told(rows, tree(rows.getString("data"))));
          last = new Place(CaseRows.at(rows, "at"), rows.getObject("id", UUID.class));
        }
      }
    }
    return last;
  }

  private JsonNode tree(String data) {
    try {
      return json.readTree(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored signal is no JSON", e);
    }
  }
}
