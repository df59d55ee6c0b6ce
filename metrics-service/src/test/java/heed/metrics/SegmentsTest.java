package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.Order;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import heed.events.Topics;
import heed.testing.TopicListener;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From tagged reviews and cases to segments and their events, on a real broker and database. */
@QuarkusTest
class SegmentsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  @Inject Transactions transactions;
  @Inject Folding folding;
  @Inject ErasedCustomers erased;
  private static final Recount.Of SEGMENTS = new Recount.Of(null, "SEGMENTS");

  @Inject Recount recount;
  private final String shop = "standing-" + UUID.randomUUID();
  private final Wire wire = new Wire();
  private TopicListener topic;

  @BeforeEach
  void listen() {
    topic = wire.probe().listen(Topics.CUSTOMER_SEGMENTS);
  }

  @AfterEach
  void close() {
    topic.close();
    wire.close();
  }

  private Given review(String id, int daysAgo) {
    return Given.review(shop, id).by("c-1").received(NOW.minus(Duration.ofDays(daysAgo)));
  }

  /** The same, saying whether others may be told. */
  private static ReviewTagged saying(Given given, long revision, Boolean consent) {
    var event = given.event(revision);
    var r = event.review();
    return new ReviewTagged(
        new Review(
            r.id(),
            r.storefront(),
            r.externalId(),
            r.product(),
            new Order("order-" + r.externalId(), null),
            new Customer(given.customer(), "sealed", consent),
            r.channel(),
            r.rating(),
            r.survey(),
            r.title(),
            r.text(),
            r.language(),
            r.country(),
            r.submittedAt(),
            r.receivedAt()),
        revision,
        event.tags());
  }

  private List<String> told(int n) {
    return topic.next(n, SOON, this::mine).stream().map(SegmentsTest::line).toList();
  }

  private boolean mine(ConsumerRecord<byte[], byte[]> heard) {
    return new String(heard.key(), StandardCharsets.UTF_8).contains(shop);
  }

  /** Such as: segment.left.v1 NEW CHANGED. */
  private static String line(ConsumerRecord<byte[], byte[]> heard) {
    var json = io.restassured.path.json.JsonPath.from(TopicListener.text(heard));
    var more = json.getString("reason");
    return TopicListener.header(heard, "ce_type")
        + " "
        + json.getString("segment")
        + (more == null ? "" : " " + more);
  }

  private ValidatableResponse segment(String customer) {
    return Wire.get("/v1/customers/{c}/segment?storefront={s}", customer, shop).then();
  }

  private void awaitAllTold() {
    var untold = "select count(*) from outbox where key like '%" + shop + "%'";
    Wire.eventually().until(() -> count(untold) == 0);
  }

  /** Until everything that is due now is decided. */
  private void settle() {
    Wire.eventually()
        .until(
            () ->
                count(
                        "select (select count(*) from segment_marks)"
                            + " + (select count(*) from segments where due_at <= clock_timestamp())")
                    == 0);
  }

  private long count(String sql) {
    return transactions.read(
        connection -> {
          try (var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @Test
  void aCustomerIsFollowedFromSegmentToSegment() {
    wire.send(saying(review("a", 9), 1, null));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
    wire.send(saying(review("b", 8), 1, null));
    assertThat(told(2)).containsExactly("segment.left.v1 NEW CHANGED", "segment.entered.v1 LOYAL");
    segment("c-1")
        .statusCode(200)
        .body("segment", equalTo("LOYAL"))
        .body("reviews", equalTo(2))
        .body("consent", equalTo("NOT_SAID"))
        .body("toldToOthers", equalTo(true))
        .body("why.rule", contains("HIGH_MEAN"))
        .body("why[0].orders", equalTo(2));
    var unhappy = review("c", 1).nps(2).stars(1, Label.NEGATIVE);
    wire.send(saying(unhappy, 1, null));
    assertThat(told(2))
        .containsExactly("segment.left.v1 LOYAL CHANGED", "segment.entered.v1 AT_RISK");
    segment("c-1").body("why.rule", contains("DETRACTOR", "FALL"));
    wire.send(unhappy.gone(2));
    assertThat(told(2))
        .containsExactly("segment.left.v1 AT_RISK CHANGED", "segment.entered.v1 LOYAL");
  }

  @Test
  void aBreachedCaseIsARiskUntilItIsResolved() {
    var given = review("a", 3);
    wire.send(given.event(1));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
    wire.send(given.caseEvent(1, Status.OPEN, SlaStatus.RUNNING, null, Recovery.NONE));
    wire.send(given.caseEvent(2, Status.OPEN, SlaStatus.BREACHED, null, Recovery.NONE));
    assertThat(told(2))
        .containsExactly("segment.left.v1 NEW CHANGED", "segment.entered.v1 AT_RISK");
    wire.send(
        given.caseEvent(3, Status.RESOLVED, SlaStatus.BREACHED, given.receivedAt(), Recovery.NONE));
    assertThat(told(2))
        .containsExactly("segment.left.v1 AT_RISK CHANGED", "segment.entered.v1 NEW");
  }

  @Test
  void timeAloneMakesSomebodyLapse() {
    var lapses = Instant.now().minus(Duration.ofDays(180)).plusSeconds(6);
    wire.send(review("a", 300).event(1));
    wire.send(review("b", 200).submitted(lapses.truncatedTo(ChronoUnit.MILLIS)).event(1));
    Wire.eventually().until(() -> heard().contains("segment.entered.v1 LAPSED"));
    assertThat(Instant.now()).isAfterOrEqualTo(lapses.plus(Duration.ofDays(180)).minusSeconds(1));
  }

  private final List<String> heard = new ArrayList<>();

  private List<String> heard() {
    topic.drain(Duration.ofMillis(200)).stream()
        .filter(this::mine)
        .map(SegmentsTest::line)
        .forEach(heard::add);
    return heard;
  }

  @Test
  void whoSaidNoIsLeftOnceAndNeverToldOfAgain() {
    wire.send(saying(review("a", 9), 1, null));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
    wire.send(saying(review("b", 8), 1, false));
    assertThat(told(1)).containsExactly("segment.left.v1 NEW CONSENT");
    wire.send(saying(review("c", 1).nps(2), 1, null));
    Wire.eventually()
        .until(() -> segment("c-1").extract().jsonPath().getString("segment").equals("AT_RISK"));
    settle();
    segment("c-1").body("consent", equalTo("REFUSED")).body("toldToOthers", equalTo(false));
    // Also once the review that said so is gone.
    wire.send(review("b", 8).gone(2));
    Wire.eventually().until(() -> segment("c-1").extract().jsonPath().getInt("reviews") == 2);
    settle();
    segment("c-1").body("consent", equalTo("REFUSED"));
    assertThat(heard()).isEmpty();
    wire.send(saying(review("d", 0), 1, true));
    assertThat(told(1)).containsExactly("segment.entered.v1 AT_RISK");
  }

  /** Else a batch with counters could wait for one that has the customer and waits for counters. */
  @Test
  void whoSaidNoIsLockedBeforeTheCountersAlsoIfTheReviewIsGoneInTheSameBatch() throws SQLException {
    var alone = review("a", 7);
    folding.apply(List.of(heard(saying(alone, 1, false)), alone.erased(2)));
    var again = review("b", 6);
    var free = new ArrayList<Boolean>();
    new Folding(transactions, erased, List.of(new Looking(() -> free.add(freeToCount()))))
        .apply(List.of(heard(saying(again, 1, false)), again.erased(2)));
    assertThat(free).containsExactly(false, false);
    Wire.eventually().until(this::freeToCount);
  }

  /** True if nobody counts, so that anybody else could begin to. */
  private boolean freeToCount() throws SQLException {
    return transactions.write(
        connection -> {
          try (var statement = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, FoldingLocks.COUNTING);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getBoolean(1);
            }
          }
        });
  }

  private interface Look {
    void once() throws SQLException;
  }

  /** Looks when the customers are written, and when it hears who said no. */
  private record Looking(Look look) implements Follower {
    @Override
    public After after() {
      return After.CUSTOMERS;
    }

    @Override
    public void follow(Connection connection, List<Change> changes) throws SQLException {
      look.once();
    }

    @Override
    public void refused(Connection connection, List<SaidNo> customers) throws SQLException {
      look.once();
    }
  }

  @Test
  void aNoCountsAlsoIfAnEditOrAnErasureFollowsInTheSameBatch() throws SQLException {
    folding.apply(
        List.of(heard(saying(review("a", 9), 1, false)), heard(saying(review("a", 8), 2, null))));
    var alone = review("b", 7).by("c-2");
    folding.apply(List.of(heard(saying(alone, 1, false)), alone.erased(2)));
    folding.apply(List.of(heard(saying(review("c", 1).by("c-2"), 1, null))));
    settle();
    for (var customer : List.of("c-1", "c-2")) {
      segment(customer)
          .body("segment", equalTo("NEW"))
          .body("consent", equalTo("REFUSED"))
          .body("toldToOthers", equalTo(false));
    }
    assertThat(heard()).isEmpty();
  }

  @Test
  void aNoIsForgottenWithTheCustomerAndOutweighedByALaterYes() throws SQLException {
    folding.apply(
        List.of(
            heard(saying(review("a", 9), 1, false)),
            Given.customerErased(shop, "c-1", NOW.minus(Duration.ofDays(5))),
            heard(saying(review("b", 1), 1, null))));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
    folding.apply(
        List.of(
            heard(saying(review("c", 9).by("c-2"), 1, false)),
            heard(saying(review("c", 8).by("c-2"), 2, true))));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
  }

  private static Heard heard(ReviewTagged event) {
    return new Heard.Tagged(event);
  }

  @Test
  void customersOfCompetitorsAreInNoSegment() throws SQLException {
    var theirs = Given.review("rival-shop", shop).by("c-" + shop).received(NOW);
    folding.apply(List.of(theirs.tagged(1), review("a", 9).tagged(1)));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
    assertThat(count("select count(*) from segments where storefront = 'rival-shop'")).isZero();
    assertThat(recount.differences(SEGMENTS)).noneMatch(d -> d.contains("rival-shop"));
  }

  @Test
  void whoIsErasedIsForgottenWithoutAWord() {
    wire.send(saying(review("a", 9), 1, null));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
    wire.send(new CustomerErased(shop, "c-1", Instant.now(), 5L));
    Wire.eventually().until(() -> segment("c-1").extract().statusCode() == 404);
    settle();
    assertThat(count("select count(*) from segments where storefront = '" + shop + "'")).isZero();
    assertThat(count("select count(*) from outbox where key like '%" + shop + "%'")).isZero();
    assertThat(heard()).isEmpty();
  }

  @Test
  void whatWasNotSentYetIsTakenBackByAnErasure() throws SQLException {
    // Folded and erased in one batch: the segment was never decided, nothing is ever told.
    var given = review("a", 9);
    folding.apply(List.of(given.tagged(1), Given.customerErased(shop, "c-1", NOW)));
    settle();
    assertThat(count("select count(*) from segments where storefront = '" + shop + "'")).isZero();
    // Somebody new by the same id is followed again, and a repeated erasure does not touch him.
    folding.apply(List.of(review("b", 0).received(NOW.plusSeconds(5)).tagged(2)));
    assertThat(told(1)).containsExactly("segment.entered.v1 NEW");
    folding.apply(List.of(Given.customerErased(shop, "c-1", NOW)));
    settle();
    assertThat(heard()).isEmpty();
    assertThat(count("select count(*) from segments where storefront = '" + shop + "'")).isOne();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whateverComesInWhateverOrderTheSegmentsAreThoseOfTheFacts(long seed) throws SQLException {
    var random = new Random(seed);
    var log = story(random);
    Collections.shuffle(log, random);
    inBatches(log, random);
    settle();
    assertThat(recount.differences(SEGMENTS)).isEmpty();
    var rows = rows();
    awaitAllTold();
    try (var later = wire.probe().listen(Topics.CUSTOMER_SEGMENTS)) {
      inBatches(log, random);
      settle();
      assertThat(rows()).isEqualTo(rows);
      awaitAllTold();
      assertThat(later.drain(Duration.ofMillis(500)))
          .noneMatch(heard -> TopicListener.text(heard).contains(shop));
    }
  }

  @Test
  void aRecountFindsWhatIsWrongAndHasItDecidedAnew() throws SQLException {
    folding.apply(List.of(review("a", 9).tagged(1)));
    settle();
    transactions.write(
        connection ->
            connection
                .createStatement()
                .executeUpdate(
                    "update segments set segment = 'LAPSED' where storefront = '" + shop + "'"));
    assertThat(recount.differences(SEGMENTS)).anyMatch(d -> d.contains(shop) && d.contains("NEW"));
    assertThat(recount.mend(SEGMENTS)).isPositive();
    settle();
    assertThat(recount.differences(SEGMENTS)).isEmpty();
  }

  @Test
  void aStrangersKeySeesNoCustomer() {
    io.restassured.RestAssured.given()
        .header("Authorization", "Bearer one-shop")
        .get("/v1/customers/c-1/segment?storefront=" + shop)
        .then()
        .statusCode(403);
    segment("nobody").statusCode(404);
    Wire.get("/v1/customers/c-1/segment").then().statusCode(400);
  }

  private List<Heard> story(Random random) {
    var log = new ArrayList<Heard>();
    for (var i = 0; i < 120; i++) {
      var negative = random.nextInt(3) == 0;
      var given =
          Given.review(shop, "r-" + i)
              .by(random.nextInt(9) == 0 ? null : "c-" + random.nextInt(20))
              .received(NOW.minus(Duration.ofHours(random.nextInt(300 * 24))))
              .nps(random.nextBoolean() ? null : random.nextInt(11))
              .stars(negative ? 1 : 5, negative ? Label.NEGATIVE : Label.POSITIVE);
      log.add(given.tagged(10));
      if (random.nextInt(3) == 0) {
        log.add(given.stars(3, Label.NEUTRAL).tagged(11));
      }
      if (random.nextInt(6) == 0) {
        log.add(given.by("c-" + random.nextInt(20)).tagged(12));
      }
      if (random.nextInt(8) == 0) {
        log.add(given.erased(13));
      }
      if (negative) {
        log.add(given.opened());
        log.add(given.moved(2, Status.OPEN, SlaStatus.BREACHED, null, Recovery.NONE));
      }
    }
    log.add(Given.customerErased(shop, "c-3", NOW));
    return log;
  }

  private void inBatches(List<Heard> log, Random random) throws SQLException {
    var from = 0;
    while (from < log.size()) {
      var to = Math.min(log.size(), from + 1 + random.nextInt(40));
      folding.apply(log.subList(from, to));
      from = to;
    }
  }

  private List<String> rows() {
    return transactions.read(
        connection -> {
          var rows = new ArrayList<String>();
          try (var result =
              connection
                  .createStatement()
                  .executeQuery(
                      "select to_json(s)::text from segments s where storefront = '"
                          + shop
                          + "' order by customer_id")) {
            while (result.next()) {
              rows.add(result.getString(1));
            }
          }
          return rows;
        });
  }
}
