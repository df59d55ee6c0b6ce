package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.CustomerErased;
import heed.events.DeadLetters;
import heed.events.Tags.Label;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import heed.testing.TopicListener;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the topics to the answers, on a real broker and a real database. */
@QuarkusTest
class StreamTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  @Inject Recount recount;
  @Inject Kpis kpis;
  @Inject AgroalDataSource dataSource;
  private final Wire wire = new Wire();
  private final Set<String> shops = new HashSet<>();

  @AfterEach
  void countersStillEqualTheFacts() {
    wire.close();
    for (var shop : shops) {
      assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
    }
  }

  private Given given(String storefront, String externalId) {
    shops.add(storefront);
    return Given.review(storefront, externalId).received(NOW.minusSeconds(600));
  }

  @Test
  void oneConsumerGoesOnWhileTheOtherWaits() throws SQLException {
    var shop = "stream-lanes";
    var held = given(shop, "held");
    try (var other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      update(
          other,
          "set local heed.counting = 'apart';"
              + " insert into reviews (storefront, review_id) values ('%s', '%s')",
          held);
      wire.send(held.event(1));
      Wire.eventually().until(() -> someoneWaits());
      for (var i = 0; i < 40; i++) {
        wire.send(given(shop, "r" + i).event(1));
      }
      Wire.eventually().until(() -> Wire.kpis(shop).getInt("reviews") > 0);
      other.rollback();
    }
    Wire.awaitReviews(shop, 41);
  }

  private static void update(Connection connection, String sql, Given given) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql.formatted(given.storefront(), given.id()));
    }
  }

  private boolean someoneWaits() throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select from pg_locks where locktype = 'transactionid' and not granted")) {
      return rows.next();
    }
  }

  @Test
  void aReplayChangesNothingAndEditsAndErasuresCorrectEveryWindow() {
    var shop = "stream-replay";
    for (var i = 0; i < 40; i++) {
      wire.send(given(shop, "r" + i).by("c" + i % 10).stars(2, Label.NEGATIVE).event(i));
    }
    Wire.awaitReviews(shop, 40);
    wire.send(given(shop, "r0").by("c0").stars(5, Label.POSITIVE).event(100));
    wire.send(given(shop, "r1").by("c1").stars(5, Label.POSITIVE).event(100));
    wire.send(given(shop, "r1").by("c1").stars(2, Label.NEGATIVE).event(101));
    wire.send(given(shop, "r2").by("c2").stars(2, Label.NEGATIVE).gone(102));
    Wire.awaitReviews(shop, 39);
    Wire.eventually()
        .untilAsserted(
            () -> assertThat(Wire.kpis(shop).getInt("rating.distribution.STARS_5.5")).isEqualTo(1));
    awaitAllRead();
    var answer = Wire.kpis(shop);
    assertThat(answer.getInt("rating.distribution.STARS_5.2")).isEqualTo(38);
    assertThat(answer.getInt("reviewers")).isEqualTo(10);
    assertThat(answer.getDouble("sentiment.positive")).isCloseTo(1.0 / 39, within(1e-6));
    for (var i = 0; i < 40; i++) {
      wire.send(given(shop, "r" + i).by("c" + i % 10).stars(2, Label.NEGATIVE).event(i));
    }
    awaitAllRead();
    Wire.get("/v1/reviews/{id}", given(shop, "r2").id()).then().statusCode(404);
    assertThat(Wire.kpis(shop).getMap("")).isEqualTo(answer.getMap(""));
  }

  /** Committed is what was counted, found unchanged or laid aside. */
  private void awaitAllRead() {
    Wire.eventually()
        .until(() -> wire.probe().behind("metrics-service", Topics.REVIEWS_TAGGED) == 0);
  }

  @Test
  void anErasedCustomerIsGoneAndStaysGone() {
    var shop = "stream-erased";
    wire.send(given(shop, "a").by("anna").event(1));
    wire.send(given(shop, "b").by("boris").event(1));
    Wire.awaitReviews(shop, 2);
    wire.send(new CustomerErased(shop, "anna", NOW, 5L));
    Wire.awaitReviews(shop, 1);
    wire.send(given(shop, "a").by("anna").event(1));
    wire.send(given(shop, "never-seen").by("anna").event(1));
    wire.send(
        given(shop, "later")
            .by("anna")
            .received(NOW.plusSeconds(1))
            .submitted(NOW.minusSeconds(5))
            .event(1));
    awaitAllRead();
    assertThat(Wire.kpis(shop).getInt("reviews")).isEqualTo(2);
    Wire.get("/v1/reviews/{id}", given(shop, "a").id()).then().statusCode(404);
    Wire.get("/v1/reviews/{id}", given(shop, "later").id()).then().statusCode(200);
  }

  @Test
  void theOutcomeOfACaseIsCountedAndOutlivesItsReview() {
    var shop = "stream-case";
    var anna = given(shop, "a").by("anna").stars(1, Label.NEGATIVE);
    var boris = given(shop, "b").by("boris").stars(1, Label.NEGATIVE);
    wire.send(anna.event(1));
    wire.send(boris.event(1));
    Wire.awaitReviews(shop, 2);
    wire.send(anna.caseEvent(1, Status.OPEN, SlaStatus.RUNNING, null, Recovery.NONE));
    wire.send(boris.caseEvent(1, Status.OPEN, SlaStatus.RUNNING, null, Recovery.NONE));
    Wire.eventually().until(() -> Wire.kpis(shop).getInt("sla.running") == 2);
    var answered = NOW.minusSeconds(300);
    wire.send(anna.caseEvent(2, Status.ANSWERED, SlaStatus.MET, answered, Recovery.POSSIBLE));
    wire.send(anna.caseEvent(3, Status.RESOLVED, SlaStatus.MET, answered, Recovery.RECOVERED));
    Wire.eventually()
        .until(
            () ->
                Wire.kpis(shop).get("recoveryRate") != null
                    && Wire.kpis(shop).getDouble("recoveryRate") == 1.0);
    var answer = Wire.kpis(shop);
    assertThat(answer.getDouble("responseRate")).isEqualTo(0.5);
    assertThat(answer.getDouble("sla.attainment")).isEqualTo(1.0);
    assertThat(answer.getInt("sla.running")).isEqualTo(1);
    var median = Duration.parse(answer.getString("sla.medianResponse"));
    assertThat(median.toMillis()).isBetween(297_000L, 303_000L);
    Wire.eventually()
        .until(
            () -> Wire.get("/v1/reviews/{id}", anna.id()).jsonPath().getString("caseId") != null);
    wire.send(anna.gone(9));
    Wire.awaitReviews(shop, 1);
    assertThat(Wire.kpis(shop).getInt("sla.met")).isEqualTo(1);
    assertThat(Wire.kpis(shop).getDouble("responseRate")).isZero();
  }

  @Test
  void aMalformedRecordIsLaidAsideAsItCameAndItsNeighboursCount() {
    var shop = "stream-poison";
    try (var letters = wire.probe().listen(Topics.METRICS_DEAD_LETTER)) {
      var key = given(shop, "a").id().toString();
      wire.send(given(shop, "a").event(1));
      wire.sendRaw(Topics.REVIEWS_TAGGED, key, "{not json", Wire.headers("review.tagged.v1"));
      wire.sendRaw(Topics.REVIEWS_TAGGED, key, null, Wire.headers("review.tagged.v1"));
      wire.sendRaw(Topics.REVIEWS_TAGGED, key, "{}", Map.of());
      wire.sendRaw(Topics.REVIEWS_TAGGED, key, "{}", Wire.headers("review.tagged.v2"));
      wire.sendRaw(Topics.REVIEWS_TAGGED, key, "{}", Wire.headers("review.received.v1"));
      wire.sendRaw(Topics.REVIEWS_TAGGED, key, "{}", Wire.headers("case.opened.v1"));
      wire.sendRaw(Topics.CASES_CHANGED, key, "[]", Wire.headers("case.opened.v1"));
      wire.sendRaw(Topics.CASES_CHANGED, key, "{}", Wire.headers("review.tagged.v1"));
      wire.send(given(shop, "b").event(1));
      var heard = letters.next(8, Duration.ofSeconds(60));
      Wire.awaitReviews(shop, 2);
      assertThat(heard).hasSize(8);
      assertThat(heard)
          .allSatisfy(
              letter -> {
                assertThat(letter.key()).isEqualTo(key.getBytes(StandardCharsets.UTF_8));
                assertThat(TopicListener.header(letter, DeadLetters.REASON)).isNotBlank();
                assertThat(TopicListener.header(letter, DeadLetters.TOPIC))
                    .isIn(Topics.REVIEWS_TAGGED, Topics.CASES_CHANGED);
              });
      assertThat(heard.stream().map(TopicListener::text)).contains("{not json", "[]", null, "{}");
    }
  }

  @Test
  void whatOnlyTheDatabaseRefusesIsLaidAsideAloneFromItsBatch() {
    var shop = "stream-refused";
    try (var letters = wire.probe().listen(Topics.METRICS_DEAD_LETTER)) {
      for (var i = 0; i < 5; i++) {
        wire.send(given(shop, "before-" + i).event(1));
      }
      // PostgreSQL takes no NUL in text; review-ingest refuses it, so only a stranger can send it.
      wire.send(given(shop, "nul").product("sku\u0000").event(1));
      for (var i = 0; i < 5; i++) {
        wire.send(given(shop, "after-" + i).event(1));
      }
      var heard = letters.next(1, Duration.ofSeconds(60)).getFirst();
      assertThat(TopicListener.header(heard, DeadLetters.REASON)).contains("database");
      Wire.awaitReviews(shop, 10);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+294300-01-01T00:00:00Z",
        "+300000-01-01T00:00:00Z",
        "-300000-01-01T00:00:00Z",
        "+900000000-01-01T00:00:00Z"
      })
  void aTimeBeyondWhatADatabaseKeepsIsLaidAsideAloneFromItsBatch(Instant far) {
    var shop = "stream-far-" + far.getEpochSecond();
    try (var letters = wire.probe().listen(Topics.METRICS_DEAD_LETTER)) {
      var refused = given(shop, "far").received(far);
      wire.send(given(shop, "before").event(1));
      wire.send(refused.event(1));
      wire.send(given(shop, "after").event(1));
      var id = refused.id().toString();
      var heard = letters.next(1, Duration.ofSeconds(60), letter -> isKey(letter, id)).getFirst();
      assertThat(TopicListener.header(heard, DeadLetters.REASON)).contains("database");
      Wire.awaitReviews(shop, 2);
    }
  }

  private static boolean isKey(ConsumerRecord<byte[], byte[]> letter, String id) {
    return new String(letter.key(), StandardCharsets.UTF_8).equals(id);
  }

  @Test
  void aWindowIsExactToTheSecondAtBothEdges() {
    var shop = "stream-edges";
    var now = NOW.truncatedTo(ChronoUnit.HOURS).plusSeconds(1234);
    var day = Duration.ofHours(24);
    var places = new HashMap<String, Instant>();
    places.put("outside", now.minus(day));
    places.put("just-inside", now.minus(day).plusMillis(1));
    places.put("hour-begins", now.truncatedTo(ChronoUnit.HOURS));
    places.put("now", now);
    places.put("not-yet", now.plusMillis(1));
    places.put("whole-hour", now.minus(Duration.ofHours(5)));
    places.forEach((id, at) -> wire.send(given(shop, id).submitted(at).event(1)));
    var cut = new Cut(java.util.List.of(shop), Map.of());
    var beyond = now.plus(Duration.ofDays(1));
    Wire.eventually().until(() -> kpis.of(cut, Window.WEEK, beyond).reviews() == 6);
    assertThat(kpis.of(cut, Window.DAY, now).reviews()).isEqualTo(4);
    assertThat(kpis.of(cut, Window.DAY, now.plusMillis(1)).reviews()).isEqualTo(4);
    assertThat(kpis.of(cut, Window.DAY, now.minusMillis(1)).reviews()).isEqualTo(4);
    assertThat(kpis.of(cut, Window.DAY, now.plus(day)).reviews()).isEqualTo(1);
    var hour = now.truncatedTo(ChronoUnit.HOURS);
    assertThat(kpis.of(cut, Window.DAY, hour.plus(day)).reviews()).isEqualTo(2);
    assertThat(kpis.of(cut, Window.DAY, hour.plus(day).minusMillis(1)).reviews()).isEqualTo(3);
    assertThat(kpis.of(cut, Window.WEEK, now).reviews()).isEqualTo(5);
  }

  @Test
  void everyFilterAndEveryWindowAgreeWithTheFacts() {
    var shop = "stream-filters";
    var n = 0;
    for (var country : new String[] {"LV", "SI"}) {
      for (var channel : new Channel[] {Channel.APP, Channel.EMAIL}) {
        for (var days : new int[] {0, 3, 20, 80}) {
          wire.send(
              given(shop, "r" + n++)
                  .from(country, country.equals("LV") ? "lv" : "sl", channel)
                  .product("sku-" + days)
                  .submitted(NOW.minus(Duration.ofDays(days)).minusSeconds(100))
                  .event(1));
        }
      }
    }
    Wire.awaitReviews(shop, 16);
    assertThat(reviews(shop, "window=24h")).isEqualTo(4);
    assertThat(reviews(shop, "window=7d")).isEqualTo(8);
    assertThat(reviews(shop, "window=30d")).isEqualTo(12);
    assertThat(reviews(shop, "window=90d&country=LV")).isEqualTo(8);
    assertThat(reviews(shop, "window=90d&country=LV&channel=APP")).isEqualTo(4);
    assertThat(reviews(shop, "window=90d&language=sl&channel=EMAIL&country=SI")).isEqualTo(4);
    assertThat(reviews(shop, "window=90d&product=sku-20")).isEqualTo(4);
    assertThat(reviews(shop, "window=90d&product=sku-20&country=SI")).isEqualTo(2);
    assertThat(reviews(shop, "window=30d&product=sku-80")).isZero();
    var series =
        Wire.get("/v1/kpis/series?kpi=reviews&window=30d&step=1d&storefront={s}", shop).jsonPath();
    assertThat(series.getList("points.n", Integer.class).stream().mapToInt(i -> i).sum())
        .isEqualTo(12);
    var hours =
        Wire.get("/v1/kpis/series?kpi=rating&window=30d&step=1h&country=LV&storefront={s}", shop)
            .jsonPath();
    assertThat(hours.getList("points.n", Integer.class).stream().mapToInt(i -> i).sum())
        .isEqualTo(6);
    var byCountry =
        Wire.get("/v1/kpis/by/country?kpi=rating&window=90d&storefront={s}", shop).jsonPath();
    assertThat(byCountry.getList("items.key")).containsExactly("LV", "SI");
    assertThat(byCountry.getList("items.n", Integer.class)).containsExactly(8, 8);
    var byProduct =
        Wire.get("/v1/kpis/by/product?kpi=reviews&window=30d&storefront={s}", shop).jsonPath();
    assertThat(byProduct.getList("items.key")).containsExactly("sku-0", "sku-20", "sku-3");
  }

  private static int reviews(String shop, String query) {
    return Wire.get("/v1/kpis?" + query + "&storefront={s}", shop).jsonPath().getInt("reviews");
  }

  @Test
  void anOutageOfTheDatabaseIsWaitedOut() throws Exception {
    var shop = "stream-outage";
    wire.send(given(shop, "before").event(1));
    Wire.awaitReviews(shop, 1);
    PostgresForTests.killPostgres();
    for (var i = 0; i < 20; i++) {
      wire.send(given(shop, "during-" + i).event(1));
    }
    var away = Wire.get("/v1/kpis?window=24h&storefront={s}", shop);
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.header("Retry-After")).isEqualTo("5");
    PostgresForTests.restartPostgres();
    Wire.eventually().ignoreExceptions().until(() -> Wire.kpis(shop).getInt("reviews") == 21);
    io.restassured.RestAssured.get("/q/health/live").then().statusCode(200);
  }

  @Test
  void anOutageOfTheBrokerIsWaitedOut() throws Exception {
    var shop = "stream-broker";
    wire.send(given(shop, "before").event(1));
    Wire.awaitReviews(shop, 1);
    KafkaForTests.stopBroker();
    assertThat(Wire.kpis(shop).getInt("reviews")).isEqualTo(1);
    io.restassured.RestAssured.get("/q/health/ready").then().statusCode(200);
    KafkaForTests.restartBroker();
    wire.send(given(shop, "after").event(1));
    Wire.awaitReviews(shop, 2);
    io.restassured.RestAssured.get("/q/health/live").then().statusCode(200);
  }
}
