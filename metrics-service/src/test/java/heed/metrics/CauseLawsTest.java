package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.Rating.Scale;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Causes and significance follow from the facts, against the real database, whatever comes in
 * whatever order.
 */
@QuarkusTest
class CauseLawsTest {
  @Inject Folding folding;
  @Inject Transactions transactions;
  @Inject CauseRecount causes;
  @Inject SignificanceRecount significance;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theyAreTheRecountInAnyOrderAndRepetition(long seed) throws SQLException {
    var random = new Random(seed);
    var log = new ArrayList<>(story("causes-" + seed, random));
    log.addAll(log.subList(0, log.size() / 3));
    if (seed % 2 == 0) {
      Collections.shuffle(log, random);
    }
    Batches.fold(folding, log, random);
    assertProven();
    var once = kept("causes-" + seed);
    assertThat(once).hasSizeGreaterThan(100);
    Batches.fold(folding, log, random);
    assertThat(kept("causes-" + seed)).isEqualTo(once);
  }

  @Test
  void fourCopiesAtOnceKeepTheSameAsOne() throws Exception {
    var log = story("causes-copies", new Random(31));
    try (var copies = Executors.newFixedThreadPool(4)) {
      var runs = new ArrayList<Callable<Void>>();
      for (var copy = 0; copy < 4; copy++) {
        var random = new Random(copy);
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
    assertProven();
  }

  @Test
  void everyWindowAndEveryCutIsTheSumOfItsFacts() throws SQLException {
    var shop = "causes-cut";
    Batches.fold(folding, story(shop, new Random(41)), new Random(41));
    var to = Given.NOON.plusSeconds(1234);
    for (var filters : cuts()) {
      var cut = new Cut(List.of(shop), filters);
      for (var hours : new int[] {1, 24, 24 * 7, 24 * 30}) {
        var from = to.minus(Duration.ofHours(hours));
        transactions.read(
            connection -> {
              assertThat(CauseSums.of(connection, cut, from, to))
                  .as("%s, %d hours", filters, hours)
                  .isEqualTo(ofFacts(connection, cut, from, to));
              return null;
            });
      }
    }
  }

  @Test
  void whatIsWrongIsFoundAndMended() throws SQLException {
    var shop = "causes-mended";
    Batches.fold(folding, story(shop, new Random(51)), new Random(51));
    transactions.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            for (var sql :
                List.of(
                    "update cause_sums set price_negative = price_negative + 1 where storefront = '%s' and level = 1",
                    "delete from cause_sums where storefront = '%s' and level = 4",
                    "update significances set rank = 7, score = 1 where storefront = '%s' and rank > 3",
                    "delete from complaints where storefront = '%s' and aspect = 'PRICE'")) {
              assertThat(statement.executeUpdate(sql.formatted(shop))).isPositive();
            }
          }
          return null;
        });
    for (var recounted : List.of(causes, significance)) {
      assertThat(differences(recounted)).isNotEmpty().allMatch(d -> d.contains(shop));
      for (var piece : transactions.read(recounted::pieces)) {
        var wrong = transactions.read(c -> recounted.differences(c, piece)).size();
        int mended = transactions.write(c -> recounted.mend(c, piece));
        assertThat(mended).isEqualTo(wrong);
      }
    }
    assertProven();
  }

  @Test
  void anErasedReviewLeavesNothing() throws SQLException {
    var given = Given.review("causes-erased", "r").by("c").stars(1, Label.NEGATIVE);
    folding.apply(
        List.of(Said.by(given).naming(Aspect.PRICE, Label.NEGATIVE).tagged(1), given.erased(2)));
    var other = Given.review("causes-erased", "o").by("c2").stars(1, Label.NEGATIVE);
    folding.apply(List.of(Said.by(other).naming(Aspect.PRICE, Label.NEGATIVE).tagged(1)));
    folding.apply(List.of(Given.customerErased("causes-erased", "c2", Given.NOON.plusSeconds(1))));
    assertThat(kept("causes-erased")).isEmpty();
    assertProven();
  }

  private void assertProven() {
    assertThat(differences(causes)).isEmpty();
    assertThat(differences(significance)).isEmpty();
  }

  private List<String> differences(Recounted recounted) {
    return transactions.read(
        connection -> {
          var told = new ArrayList<String>();
          for (var piece : recounted.pieces(connection)) {
            told.addAll(recounted.differences(connection, piece));
          }
          return told;
        });
  }

  private static List<Map<Dimension, String>> cuts() {
    var all =
        Map.of(
            Dimension.PRODUCT, "sku-1",
            Dimension.COUNTRY, "LV",
            Dimension.CHANNEL, "APP",
            Dimension.LANGUAGE, "lv");
    var cuts = new ArrayList<Map<Dimension, String>>();
    for (var chosen = 0; chosen < 16; chosen++) {
      var filters = new EnumMap<Dimension, String>(Dimension.class);
      for (var filter : all.entrySet()) {
        if ((chosen >> (filter.getKey().ordinal() - 1) & 1) == 1) {
          filters.put(filter.getKey(), filter.getValue());
        }
      }
      cuts.add(filters);
    }
    return cuts;
  }

  private static Map<Aspect, CauseCounts> ofFacts(
      Connection connection, Cut cut, java.time.Instant from, java.time.Instant to)
      throws SQLException {
    var args = new ArrayList<Object>(List.of(cut.storefronts(), from, to));
    var sql =
        new StringBuilder(
            "select * from named_causes where storefront = any(?) and at > ? and at <= ?");
    cut.filters()
        .forEach(
            (dimension, value) -> {
              sql.append(" and ").append(dimension.column()).append(" = ?");
              args.add(value);
            });
    var counts = new EnumMap<Aspect, CauseCounts>(Aspect.class);
    try (var statement = connection.prepareStatement(sql.toString())) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.merge(
              Aspect.valueOf(rows.getString("aspect")),
              CauseSums.counts(rows),
              CauseLawsTest::plus);
        }
      }
    }
    return counts;
  }

  /** Reviews of few customers, edits that say something else, late ones, cases, erasures. */
  private static List<Heard> story(String storefront, Random random) {
    var log = new ArrayList<Heard>();
    for (var i = 0; i < 160; i++) {
      var at = Given.NOON.minus(Duration.ofMinutes(random.nextInt(30_000)));
      var given =
          Given.review(storefront, "r-" + i)
              .product("sku-" + random.nextInt(3))
              .by(random.nextInt(4) == 0 ? null : "c-" + random.nextInt(6))
              .from(
                  random.nextInt(4) == 0 ? null : List.of("LV", "SI").get(random.nextInt(2)),
                  random.nextInt(4) == 0 ? null : List.of("lv", "sl").get(random.nextInt(2)),
                  random.nextBoolean() ? Channel.APP : Channel.EMAIL)
              .stars(1 + random.nextInt(5), Label.values()[random.nextInt(3)])
              .nps(random.nextBoolean() ? null : random.nextInt(11))
              .received(at)
              .submitted(random.nextBoolean() ? null : at.minusSeconds(random.nextInt(200_000)));
      log.add(said(given, random).tagged(100));
      if (random.nextInt(3) == 0) {
        log.add(said(given.by("c-" + random.nextInt(6)), random).tagged(101));
      }
      if (random.nextInt(4) == 0) {
        log.add(given.opened());
        log.add(
            given.moved(2, Status.ANSWERED, SlaStatus.MET, at.plusSeconds(60), Recovery.POSSIBLE));
      }
      if (random.nextInt(8) == 0) {
        log.add(given.erased(102));
      }
    }
    log.add(
        log.size() / 2,
        Given.customerErased(storefront, "c-3", Given.NOON.minus(Duration.ofDays(5))));
    return log;
  }

  private static Said said(Given given, Random random) {
    var said = Said.by(given).text("a".repeat(random.nextInt(700)));
    for (var i = random.nextInt(5); i > 0; i--) {
      said =
          said.naming(
              Aspect.values()[random.nextInt(4)], Label.values()[random.nextInt(3)], "quote " + i);
    }
    said = random.nextInt(3) == 0 ? said.ordered("o-" + random.nextInt(9)) : said;
    return switch (random.nextInt(6)) {
      case 0 -> said.rated(Scale.POINTS_10, 1 + random.nextInt(10));
      case 1 -> said.rated(Scale.THUMBS, random.nextInt(2));
      case 2 -> said.unrated();
      default -> said;
    };
  }

  private List<String> kept(String storefront) {
    return transactions.read(
        connection -> {
          var kept = new ArrayList<String>();
          for (var sql :
              List.of(
                  "select to_json(c)::text from kept_causes c where storefront = ? and negative +"
                      + " neutral + positive <> 0 order by level, product, at, aspect, country, channel, language",
                  "select to_json(s)::text from significances s where storefront = ? order by placed_at, review_id",
                  "select to_json(c)::text from complaints c where storefront = ?"
                      + " order by placed_at, review_id, aspect")) {
            try (var statement = connection.prepareStatement(sql)) {
              statement.setString(1, storefront);
              try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                  kept.add(rows.getString(1));
                }
              }
            }
          }
          return kept;
        });
  }

  private static CauseCounts plus(CauseCounts one, CauseCounts other) {
    return new CauseCounts(
        one.negative() + other.negative(),
        one.neutral() + other.neutral(),
        one.positive() + other.positive(),
        one.rated() + other.rated(),
        one.ratingSum() + other.ratingSum(),
        one.ratingSquares() + other.ratingSquares());
  }
}
