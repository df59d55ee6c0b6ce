package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept is proved from the facts, and put right if it is ever wrong. */
@QuarkusTest
class RecountTest {
  private static final String SHOP = "recounted";
  private static final Recount.Of MINE = Recount.Of.storefront(SHOP);

  @Inject Folding folding;
  @Inject Recount recount;
  @Inject Transactions transactions;

  @AfterEach
  void everythingIsRightAgain() throws SQLException {
    recount.mend(MINE);
    assertThat(recount.differences(MINE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update counters set nps_3 = nps_3 + 1 where storefront = 'recounted' and grain = 4 | counters",
        "delete from counters where storefront = 'recounted' and grain = 5 | counters",
        "update counters set reviewers = reviewers + 1 where storefront = 'recounted' and grain = 7 | reviewers",
        "update customers set latest = '{}' where storefront = 'recounted' | customers",
        "update customers set reviews = reviews + 1 where storefront = 'recounted' | reviews of customers",
        "delete from response_times where storefront = 'recounted' | response times",
        "update counters set product = 'no such' where storefront = 'recounted' and grain = 5 and product = 'sku-1' | counters",
        "update reviewers set h_3 = h_3 + 1 where storefront = 'recounted' and dimension = 'country' | reviewers",
        "delete from reviewers where storefront = 'recounted' and dimension = 'storefront' | reviewers",
        "update cause_sums set delivery_negative = delivery_negative + 1 where storefront = 'recounted' | causes",
        "delete from cause_sums where storefront = 'recounted' | causes",
        "insert into cause_counters select * from cause_counters_of('recounted', '2000-01-01', '2100-01-01') | causes",
      })
  void whateverIsWrongIsToldByNameAndMended(String damage, String part) throws SQLException {
    folding.apply(Story.of(SHOP, new Random(5)));
    folding.apply(withCauses());
    assertThat(recount.mend(MINE)).isZero();
    transactions.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(damage);
          }
        });
    assertThat(recount.differences(MINE))
        .isNotEmpty()
        .anySatisfy(told -> assertThat(told).startsWith(part))
        .noneSatisfy(told -> assertThat(told).contains("c-1"));
    assertThat(recount.mend(MINE)).isPositive();
    assertThat(recount.differences(MINE)).isEmpty();
  }

  /** A story's reviews name none. */
  private static List<Heard> withCauses() {
    var made = new MadeUp(5, 8, List.of(SHOP, SHOP, SHOP));
    return made.reviews(60, Given.NOON).stream().<Heard>map(Heard.Tagged::new).toList();
  }

  @Test
  void aNumberOfReviewsThatIsNotKnownIsNoDifferenceAndIsCountedAtTheNextReview()
      throws SQLException {
    folding.apply(Story.of(SHOP, new Random(5)));
    recount.mend(MINE);
    transactions.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                "update customers set reviews = null where storefront = 'recounted'");
          }
        });
    assertThat(recount.differences(MINE)).isEmpty();
    assertThat(recount.mend(MINE)).isZero();
    assertThat(known()).isZero();
    folding.apply(List.of(Given.review(SHOP, "one more").by("c-1").received(Given.NOON).tagged(1)));
    assertThat(known()).isEqualTo(1);
    assertThat(recount.differences(MINE)).isEmpty();
  }

  private long known() {
    return transactions.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      "select count(reviews) from customers where storefront = 'recounted'")) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @Test
  void itIsDoneInPiecesThatAreEachWhole() throws SQLException {
    folding.apply(Story.of(SHOP, new Random(5)));
    var all = recount.check(MINE, null, Duration.ofHours(1));
    assertThat(all.next()).isNull();
    var pieces = 0;
    Recount.Place from = null;
    do {
      var some = recount.check(MINE, from, Duration.ZERO);
      assertThat(some.pieces()).isEqualTo(1);
      pieces += some.pieces();
      from = some.next();
    } while (from != null);
    assertThat(pieces).isEqualTo(all.pieces());
  }

  @Test
  void onlyAnAdministratorMayAskForIt() {
    given()
        .header("Authorization", TestKey.BEARER)
        .get("/v1/recount?storefront=" + SHOP)
        .then()
        .statusCode(200)
        .body("differences", equalTo(List.of()))
        .body("nextCursor", nullValue());
    given()
        .header("Authorization", TestKey.BEARER)
        .post("/v1/recount?storefront=" + SHOP)
        .then()
        .statusCode(200)
        .body("mended", equalTo(0));
    given().header("Authorization", "Bearer one-shop").get("/v1/recount").then().statusCode(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/recount, 403",
    "/v1/recount?storefront=recounted, 403",
    "/v1/recount?storefront=one-shop, 200"
  })
  void theAdministratorOfOneStorefrontMayAskForThatOneOnly(String path, int status) {
    var header = "Bearer one-shops-admin";
    given().header("Authorization", header).get(path).then().statusCode(status);
    given().header("Authorization", header).post(path).then().statusCode(status);
  }

  @Test
  void whatIsRightIsNotLookedAtUnderTheLockThatStopsTheFolding() throws SQLException {
    folding.apply(Story.of(SHOP, new Random(5)));
    recount.mend(MINE);
    var mended =
        transactions.write(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute(
                    "select pg_advisory_xact_lock_shared(" + FoldingLocks.ERASURES + ")");
              }
              return recount.mend(MINE);
            });
    assertThat(mended).isZero();
  }

  @Test
  void aPartIsAskedForItsPiecesOnlyWhenItsTurnComes() {
    var asked = new AtomicInteger();
    var last = new Counted(asked);
    var some = new Recount(transactions, List.of(last)).check(MINE, null, Duration.ZERO);
    assertThat(some.next()).isNotNull();
    assertThat(asked).hasValue(0);
  }

  private record Counted(AtomicInteger asked) implements Recounted {
    @Override
    public String name() {
      return "counted";
    }

    @Override
    public List<Piece> pieces(Connection connection) {
      asked.incrementAndGet();
      return List.of();
    }

    @Override
    public List<String> differences(Connection connection, Piece piece) {
      return List.of();
    }

    @Override
    public int mend(Connection connection, Piece piece) {
      return 0;
    }
  }
}
