package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
    var log = story(storefront, random);
    inBatches(log, random);
    assertThat(recount.differences()).isEmpty();
    var once = stored(storefront);
    assertThat(once).isNotEmpty();
    inBatches(log, random);
    assertThat(stored(storefront)).isEqualTo(once);
    assertThat(recount.differences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void countersAreTheRecountInAnyOrderAndRepetition(long seed) throws SQLException {
    var random = new Random(seed);
    var storefront = "shuffled-" + seed;
    var log = new ArrayList<>(story(storefront, random));
    log.addAll(log.subList(0, log.size() / 3));
    Collections.shuffle(log, random);
    inBatches(log, random);
    assertThat(recount.differences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void twoCopiesAtOnceCountTheSameAsOne(long seed) throws Exception {
    var storefront = "twice-" + seed;
    var log = story(storefront, new Random(seed));
    try (var copies = Executors.newFixedThreadPool(4)) {
      var runs = new ArrayList<Callable<Void>>();
      for (var copy = 0; copy < 4; copy++) {
        var random = new Random(seed + copy);
        runs.add(
            () -> {
              inBatches(log, random);
              return null;
            });
      }
      for (var run : copies.invokeAll(runs)) {
        run.get();
      }
    }
    assertThat(recount.differences()).isEmpty();
    var together = stored(storefront);
    inBatches(log, new Random(seed));
    assertThat(stored(storefront)).isEqualTo(together);
  }

  /** Reviews, edits back and forth, cases, erasures: in each review's order, mixed among them. */
  private static List<Heard> story(String storefront, Random random) {
    var streams = new ArrayList<List<Heard>>();
    for (var i = 0; i < 150; i++) {
      streams.add(story(given(storefront, i, random), random));
    }
    streams.add(
        List.of(
            Given.customerErased(storefront, "c-3", Given.NOON.minus(Duration.ofDays(2))),
            Given.customerErased(storefront, "c-4", Given.NOON.plus(Duration.ofDays(9)))));
    var log = new ArrayList<Heard>();
    while (!streams.isEmpty()) {
      var stream = streams.remove(random.nextInt(streams.size()));
      log.add(stream.getFirst());
      if (stream.size() > 1) {
        streams.add(stream.subList(1, stream.size()));
      }
    }
    return log;
  }

  private static Given given(String storefront, int i, Random random) {
    var at = Given.NOON.minus(Duration.ofMinutes(random.nextInt(10_000)));
    return Given.review(storefront, "r-" + i)
        .product("sku-" + random.nextInt(4))
        .by(random.nextInt(3) == 0 ? null : "c-" + random.nextInt(8))
        .from(
            random.nextInt(4) == 0 ? null : List.of("LV", "SI", "DE").get(random.nextInt(3)),
            random.nextInt(4) == 0 ? null : List.of("lv", "sl", "de").get(random.nextInt(3)),
            Channel.values()[random.nextInt(Channel.values().length)])
        .received(at)
        .submitted(random.nextBoolean() ? null : at.minusSeconds(random.nextInt(100_000)))
        .nps(random.nextBoolean() ? null : random.nextInt(11))
        .stars(1, Label.NEGATIVE);
  }

  private static List<Heard> story(Given first, Random random) {
    var events = new ArrayList<Heard>();
    var revision = 1000L + random.nextInt(1000);
    var edited = first.stars(4, Label.POSITIVE).received(first.receivedAt().plusSeconds(90_000));
    events.add(first.tagged(revision));
    if (random.nextBoolean()) {
      events.addAll(promise(first, random));
    }
    if (random.nextBoolean()) {
      events.add(edited.tagged(revision + 1));
    }
    if (random.nextInt(3) == 0) {
      events.add(first.stars(null, null).tagged(revision + 2));
      events.add(first.tagged(revision + 3));
    }
    if (random.nextInt(5) == 0) {
      events.add(first.erased(revision + 4));
      if (random.nextBoolean()) {
        events.add(edited.received(edited.receivedAt().plusSeconds(9)).tagged(revision + 5));
      }
    }
    return events;
  }

  private static List<Heard> promise(Given given, Random random) {
    Instant answered = given.receivedAt().plusSeconds(random.nextInt(80_000));
    return switch (random.nextInt(4)) {
      case 0 -> List.of(given.opened());
      case 1 ->
          List.of(
              given.opened(),
              given.moved(2, Status.ANSWERED, SlaStatus.MET, answered, Recovery.POSSIBLE),
              given.moved(3, Status.ANSWERED, SlaStatus.MET, answered, Recovery.RECOVERED));
      case 2 ->
          List.of(
              given.opened(),
              given.moved(2, Status.OPEN, SlaStatus.BREACHED, null, Recovery.NONE),
              given.moved(
                  3,
                  Status.ANSWERED,
                  SlaStatus.BREACHED,
                  answered.plusSeconds(90_000),
                  Recovery.NONE));
      default ->
          List.of(
              given.opened(),
              given.moved(2, Status.CANCELLED, SlaStatus.CANCELLED, null, Recovery.NONE));
    };
  }

  private void inBatches(List<Heard> log, Random random) throws SQLException {
    var from = 0;
    while (from < log.size()) {
      var to = Math.min(log.size(), from + 1 + random.nextInt(60));
      apply(log.subList(from, to));
      from = to;
    }
  }

  /** As the intake does: a lost race is run again. */
  private void apply(List<Heard> batch) throws SQLException {
    for (var lost = 0; ; lost++) {
      try {
        folding.apply(batch);
        return;
      } catch (SQLException e) {
        if (!String.valueOf(e.getSQLState()).startsWith("40") || lost == 50) {
          throw e;
        }
      }
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
