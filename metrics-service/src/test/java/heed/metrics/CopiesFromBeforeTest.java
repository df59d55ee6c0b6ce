package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * During an upgrade copies of the release before fold beside the new ones. They count reviewers and
 * causes elsewhere; what both have written is summed.
 */
@QuarkusTest
class CopiesFromBeforeTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @Inject Folding folding;
  @Inject Recount recount;
  @Inject Transactions transactions;
  @Inject DataSource dataSource;

  @ParameterizedTest
  @ValueSource(longs = {61, 62})
  void reviewersAndCausesAreTheSameWhoeverCountedThem(long seed) throws SQLException {
    var shop = "before-" + seed;
    var made = new MadeUp(seed, 20, List.of(shop, shop + "-b", shop + "-c"));
    var log = made.reviews(300, Instant.now()).stream().map(Heard.Tagged::new).toList();
    Batches.fold(folding, List.copyOf(log.subList(0, 150)), new Random(seed));
    asBefore(shop);
    assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
    var before = told(shop);
    Batches.fold(folding, List.copyOf(log), new Random(seed));
    assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
    var after = told(shop);
    assertThat(after).isNotEqualTo(before);
    asBefore(shop);
    assertThat(told(shop)).isEqualTo(after);
    assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
  }

  /** Everything that is kept the new way as if all of it had been written the old way. */
  private void asBefore(String shop) throws SQLException {
    transactions.write(
        connection -> {
          for (var sql :
              List.of(
                  """
                  insert into counters (storefront, grain, product, at, country, channel, language, reviewers)
                  select storefront, grain, product, at, country, channel, language, sum(reviewers)
                  from reviewers_by_grain where storefront = '%s' group by 1, 2, 3, 4, 5, 6, 7
                  on conflict (storefront, grain, product, at, country, channel, language)
                    do update set reviewers = counters.reviewers + excluded.reviewers
                  """,
                  "delete from reviewers where storefront = '%s'",
                  """
                  insert into cause_counters
                  select storefront, level, product, at, aspect, country, channel, language, sum(negative),
                    sum(neutral), sum(positive), sum(rated), sum(rating_sum), sum(rating_squares)
                  from kept_causes where storefront = '%s' group by 1, 2, 3, 4, 5, 6, 7, 8
                  on conflict (storefront, level, product, at, aspect, country, channel, language)
                    do update set negative = excluded.negative, neutral = excluded.neutral,
                      positive = excluded.positive, rated = excluded.rated,
                      rating_sum = excluded.rating_sum, rating_squares = excluded.rating_squares
                  """,
                  "delete from cause_sums where storefront = '%s'")) {
            run(connection, sql.formatted(shop));
          }
          return null;
        });
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Object> told(String shop) {
    var cut = new Cut(List.of(shop), Map.of());
    return transactions.read(
        connection -> {
          var now = ServerTime.now(connection);
          return List.of(
              Sums.of(connection, cut, LONG_AGO, now).get(Measure.REVIEWERS),
              ReviewerCount.ofFacts(connection, cut, LONG_AGO, now),
              Sums.by(
                      connection,
                      cut,
                      Dimension.COUNTRY,
                      java.util.EnumSet.of(Measure.REVIEWERS),
                      LONG_AGO,
                      now)
                  .toString(),
              CauseSums.of(connection, cut, LONG_AGO, now));
        });
  }

  @Test
  void whoeverDoesNotSayThatHeCountsApartCountsAloneFromHisFactsOn() throws SQLException {
    try (var before = dataSource.getConnection()) {
      before.setAutoCommit(false);
      try {
        run(
            before,
            "insert into reviews (storefront, review_id) values ('old', gen_random_uuid())");
        assertThat(freeToCount()).isFalse();
      } finally {
        before.rollback();
      }
    }
    Wire.eventually().until(this::freeToCount);
    transactions.write(
        connection -> {
          run(
              connection,
              "insert into reviews (storefront, review_id) values ('new', gen_random_uuid())");
          Wire.eventually().until(this::freeToCount);
          connection.rollback();
          return null;
        });
  }

  private boolean freeToCount() throws SQLException {
    return transactions.write(
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      "select pg_try_advisory_xact_lock(" + FoldingLocks.COUNTING + ")")) {
            rows.next();
            return rows.getBoolean(1);
          }
        });
  }
}
