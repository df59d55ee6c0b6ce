package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters = recount from facts, against the real database, whatever comes in whatever order. */
@QuarkusTest
class FoldingLawsTest {
  @Inject Folding folding;
  @Inject Recount recount;
  @Inject Transactions transactions;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aReplayOfEverythingChangesNothing(long seed) throws SQLException {
    var random = new Random(seed);
    var storefront = "replayed-" + seed;
    var log = Story.of(storefront, random);
    Batches.fold(folding, log, random);
    assertThat(recount.differences(Recount.Of.storefront(storefront))).isEmpty();
    var once = stored(storefront);
    assertThat(once).isNotEmpty();
    Batches.fold(folding, log, random);
    assertThat(stored(storefront)).isEqualTo(once);
    assertThat(recount.differences(Recount.Of.storefront(storefront))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void countersAreTheRecountInAnyOrderAndRepetition(long seed) throws SQLException {
    var random = new Random(seed);
    var storefront = "shuffled-" + seed;
    var log = new ArrayList<>(Story.of(storefront, random));
    log.addAll(log.subList(0, log.size() / 3));
    Collections.shuffle(log, random);
    Batches.fold(folding, log, random);
    assertThat(recount.differences(Recount.Of.storefront(storefront))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void twoCopiesAtOnceCountTheSameAsOne(long seed) throws Exception {
    var storefront = "twice-" + seed;
    var log = Story.of(storefront, new Random(seed));
    try (var copies = Executors.newFixedThreadPool(4)) {
      var runs = new ArrayList<Callable<Void>>();
      for (var copy = 0; copy < 4; copy++) {
        var random = new Random(seed + copy);
        runs.add(
            () -> {
              Batches.fold(folding, log, random);
              return null;
            });
      }
      for (var run : copies.invokeAll(runs)) {
        run.get();
      }
    }
    assertThat(recount.differences(Recount.Of.storefront(storefront))).isEmpty();
    var together = stored(storefront);
    Batches.fold(folding, log, new Random(seed));
    assertThat(stored(storefront)).isEqualTo(together);
  }

  /** Few customers, so that every batch has some in common with those beside it. */
  @Test
  void newReviewsAsTheyComeSideBySideAreCountedAndRankedAsTheyAreAnew() throws Exception {
    var shops = List.of("lanes-1", "lanes-2", "lanes-3");
    try (var lanes = Executors.newFixedThreadPool(3)) {
      var runs = new ArrayList<Callable<Void>>();
      for (var lane = 0; lane < 3; lane++) {
        var made = new MadeUp(lane, 60, shops);
        runs.add(
            () -> {
              for (var i = 0; i < 6; i++) {
                var news = made.reviews(200, Instant.now()).stream().map(Heard.Tagged::new);
                Batches.fold(folding, news.map(Heard.class::cast).toList(), new Random(i));
              }
              return null;
            });
      }
      for (var run : lanes.invokeAll(runs)) {
        run.get();
      }
    }
    for (var shop : shops) {
      assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
    }
  }

  private List<String> stored(String storefront) {
    return transactions.read(
        connection -> {
          var rows = new ArrayList<String>();
          for (var sql :
              List.of(
                  "select to_json(r)::text from reviews r where storefront = ? order by review_id",
                  "select to_json(c)::text from counters c where storefront = ?"
                      + " order by grain, product, at, country, channel, language",
                  "select to_json(r)::text from reviewers r where storefront = ? order by dimension, value, day",
                  "select to_json(c)::text from customers c where storefront = ? order by customer_id",
                  "select to_json(r)::text from response_times r where storefront = ?"
                      + " order by grain, at, product, country, channel, language, stripe")) {
            try (var statement = connection.prepareStatement(sql)) {
              statement.setString(1, storefront);
              try (var result = statement.executeQuery()) {
                while (result.next()) {
                  rows.add(result.getString(1));
                }
              }
            }
          }
          return rows;
        });
  }
}
