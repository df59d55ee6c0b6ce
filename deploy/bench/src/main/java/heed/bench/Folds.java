package heed.bench;

import heed.events.Tags;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * KPI folding: metrics-service is held while {@code reviews-tagged} is filled, then let go; the
 * time is until the facts of all are committed, which they are with their counters. The floor
 * inserts the same facts, read back from the database, into a table of the same shape by statements
 * of {@value #ROWS} rows, {@value #BATCH} reviews to a transaction at most. alerting-service is
 * held, and metrics-service too while the floor is measured.
 *
 * <p>Reviews per second.
 */
final class Folds implements Row {
  private static final int ROWS = 250;
  static final int BATCH = 6_000;
  private static final int STOREFRONTS = 3;

  /** The grain of metrics-service's counters that is a row per storefront and day. */
  private static final int DAYS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "folding";
  }

  @Override
  public String what() {
    return "KPI folding";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.ratio(0.5));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    ground.settle();
    var heed = ground.heed();
    heed.hold(Heed.ALERTING);
    var count = ground.size(6_000, 90_000);
    try (var connection = heed.database("metrics")) {
      var samples = new ArrayList<Double>();
      var twin = Twin.of(connection, "reviews");
      var query =
          "select %s from reviews t where t.storefront like ? || '-%%'"
              .formatted(twin.columns("t"));
      var turns = new Turns(ground, this, "/s");
      turns.take(
          ground.size(1, 2),
          ground.size(3, 5),
          round -> {
            samples.add(folded(ground, connection, "folds" + round, count));
            twin.fill(connection, query, "folds" + round);
            heed.hold(Heed.METRICS);
            try {
              return inserted(connection, twin, count);
            } finally {
              heed.letGo(Heed.METRICS);
            }
          },
          round -> samples.get(round));
      return Measured.inTurns("/s", turns.samples(), turns.floors(), Map.of());
    } finally {
      heed.letAllGo();
    }
  }

  private static double folded(Ground ground, Connection connection, String storefronts, int count)
      throws IOException, SQLException, InterruptedException, Refusal {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(count);
    for (var i = 0; i < count; i++) {
      var label = Reviews.isUnhappy(i) ? Tags.Label.NEUTRAL : Tags.Label.POSITIVE;
      records.add(ground.reviews().tagged(storefronts + "-" + i % STOREFRONTS, i, label));
    }
    ground.heed().hold(Heed.METRICS);
    ground.records().fill(records);
    var begin = System.nanoTime();
    ground.heed().letGo(Heed.METRICS);
    while (counted(connection, storefronts) < count) {
      Records.pause(begin + PATIENCE.toNanos(), "not all reviews were folded");
    }
    return Turns.rate(count, System.nanoTime() - begin);
  }

  /** Asked from a few rows, so that looking takes nothing from what is looked at. */
  private static long counted(Connection connection, String storefronts) throws SQLException {
    var sql =
        "select coalesce(sum(reviews), 0) from counters where storefront in (?, ?, ?) and grain = "
            + DAYS;
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < STOREFRONTS; i++) {
        statement.setString(i + 1, storefronts + "-" + i);
      }
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static double inserted(Connection connection, Twin twin, int count)
      throws SQLException, Refusal {
    if (twin.size() != count) {
      throw new Refusal("%d facts were read back, must be %d".formatted(twin.size(), count));
    }
    twin.empty(connection);
    connection.setAutoCommit(false);
    var begin = System.nanoTime();
    twin.multiRow(connection, ROWS, BATCH);
    var took = System.nanoTime() - begin;
    connection.setAutoCommit(true);
    return Turns.rate(count, took);
  }
}
