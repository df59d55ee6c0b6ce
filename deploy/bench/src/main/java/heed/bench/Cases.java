package heed.bench;

import heed.events.Tags;
import heed.events.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Cases opened: alerting-service is held while {@code reviews-tagged} is filled with unhappy
 * reviews, then let go; the time is until the last event is on {@code cases-changed}, when all rows
 * are there too. The floor inserts the same rows, read back from the database, into tables of the
 * same shape: JDBC batches, rewritten to multi-row statements, {@value #BATCH} cases to a
 * transaction as the service has them. metrics-service is held, and alerting-service too while the
 * floor is measured.
 *
 * <p>Cases per second. Of the floor's tables {@code outbox} and {@code untold} get their rows too,
 * but nothing is sent or deleted there.
 */
final class Cases implements Row {
  private static final int BATCH = 500;
  private static final List<String> BY_STOREFRONT =
      List.of("reviews", "cases", "timeline", "events");

  @Override
  public String name() {
    return "cases";
  }

  @Override
  public String what() {
    return "cases opened, rows and events";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.ratio(0.4));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    ground.settle();
    var heed = ground.heed();
    heed.hold(Heed.METRICS);
    var count = ground.size(2_000, 5_000);
    try (var connection = heed.database("alerting")) {
      connection.setAutoCommit(true);
      var samples = new ArrayList<Double>();
      var twins = twins(connection);
      // ours comes first in a round: the floor inserts what it wrote
      var warmUps = ground.size(1, 2);
      var turns = new Turns(ground, this, "/s");
      turns.take(
          warmUps,
          ground.size(3, 5),
          round -> {
            samples.add(opened(ground, storefront(round), count));
            fill(connection, twins, storefront(round));
            heed.hold(Heed.ALERTING);
            try {
              return inserted(connection, twins, count);
            } finally {
              heed.letGo(Heed.ALERTING);
            }
          },
          round -> samples.get(round));
      return Measured.inTurns("/s", turns.samples(), turns.floors(), Map.of());
    } finally {
      heed.letAllGo();
    }
  }

  private static String storefront(int round) {
    return "cases-" + round;
  }

  private static double opened(Ground ground, String storefront, int count)
      throws IOException, InterruptedException, Refusal {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(count);
    for (var i = 0; i < count; i++) {
      records.add(ground.reviews().tagged(storefront, i, Tags.Label.NEGATIVE));
    }
    ground.heed().hold(Heed.ALERTING);
    var log = ground.records();
    log.fill(records);
    var before = log.total(Topics.CASES_CHANGED);
    var begin = System.nanoTime();
    ground.heed().letGo(Heed.ALERTING);
    log.awaitTotal(Topics.CASES_CHANGED, before + count);
    return Turns.rate(count, System.nanoTime() - begin);
  }

  private static List<Twin> twins(Connection connection) throws SQLException {
    var twins = new ArrayList<Twin>();
    for (var table : BY_STOREFRONT) {
      twins.add(Twin.of(connection, table));
    }
    twins.add(Twin.of(connection, "outbox"));
    twins.add(Twin.of(connection, "untold"));
    return twins;
  }

  private static void fill(Connection connection, List<Twin> twins, String storefront)
      throws SQLException {
    for (var i = 0; i < BY_STOREFRONT.size(); i++) {
      var query = "select %s from %s t where t.storefront = ?";
      twins
          .get(i)
          .fill(
              connection,
              query.formatted(twins.get(i).columns("t"), BY_STOREFRONT.get(i)),
              storefront);
    }
    var events = " from events e where e.storefront = ?";
    twins.get(4).fill(connection, "select e.id, e.id % 16" + events, storefront);
    twins.get(5).fill(connection, "select e.id" + events, storefront);
  }

  private static double inserted(Connection connection, List<Twin> twins, int count)
      throws SQLException, Refusal {
    for (var twin : twins) {
      twin.empty(connection);
      if (twin.size() < count) {
        throw new Refusal("a case was opened of which a row is missing");
      }
    }
    var most = twins.stream().mapToInt(Twin::size).max().orElse(0);
    connection.setAutoCommit(false);
    var begin = System.nanoTime();
    for (var from = 0; from < most; from += BATCH) {
      for (var twin : twins) {
        twin.batch(connection, from, from + BATCH);
      }
      connection.commit();
    }
    var took = System.nanoTime() - begin;
    connection.setAutoCommit(true);
    return Turns.rate(count, took);
  }
}
