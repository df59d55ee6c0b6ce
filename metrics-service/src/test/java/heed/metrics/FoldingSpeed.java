package heed.metrics;

import heed.metrics.segments.Marks;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How much work the folding of new reviews is, from the bytes of the log on and with all that
 * follows from them, beside the bare insertion of the same facts.
 */
final class FoldingSpeed implements AutoCloseable {
  static final int BATCH = Integer.getInteger("heed.volume.batch", 10_000);

  private static final int LANES = Integer.getInteger("heed.speed.lanes", 2);
  private static final int LINES = 24;

  private final Map<Long, double[]> counted = new HashMap<>();
  private final String what;
  private final int customers;
  private final AgroalDataSource pool;
  private final Folding folding;
  private final CpuTime.Server server;
  private final MadeUp made;
  private CpuTime spent = CpuTime.NOTHING;
  private CpuTime bare = CpuTime.NOTHING;
  private int reviews;
  private int all;

  FoldingSpeed(Volume volume, String what, int customers) throws SQLException, IOException {
    this.what = what;
    this.customers = customers;
    pool = pool(volume, LANES);
    folding = folding(pool);
    server = CpuTime.Server.of(pool);
    made = new MadeUp(customers);
    volume.run("drop table if exists bare");
    volume.run(
        "create table bare (like reviews including defaults, primary key (storefront, review_id))");
  }

  static AgroalDataSource pool(Volume volume, int connections) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                p ->
                    p.maxSize(connections)
                        .connectionFactoryConfiguration(
                            c ->
                                c.jdbcUrl(volume.url())
                                    .principal(new NamePrincipal(volume.name()))
                                    .credential(new SimplePassword(volume.password())))));
  }

  /** As the service has it. */
  private static Folding folding(DataSource pool) {
    var transactions = new Transactions(pool);
    return new Folding(
        transactions,
        new ErasedCustomers(new ErasureKeys("dGhpcnR5LXR3byBieXRlcyBmb3IgdGhlIHRlc3RzISE=")),
        List.of(
            new CauseFollower(),
            new ChangesTold(),
            new DisplayFollower(new DisplayRuleStore()),
            Marks.of(new Storefronts(transactions, Optional::empty)),
            new SignificanceFollower()));
  }

  /** One batch of new reviews, and the same bare. */
  void round(boolean counts) throws SQLException {
    var records = records(made);
    var before = CpuTime.now(server);
    var heard = fold(records);
    var folded = CpuTime.now(server);
    all += BATCH;
    var rows = BareInsert.rows(heard);
    var between = CpuTime.now(server);
    BareInsert.into(pool, rows);
    if (counts) {
      reviews += BATCH;
      spent = spent.plus(folded.since(before));
      bare = bare.plus(CpuTime.now(server).since(between));
    }
  }

  void tell() throws SQLException {
    statements(all);
    all = 0;
    System.out.printf("speed: %s: folding %s%n", what, spent.per(reviews));
    System.out.printf("speed: %s: bare insert %s%n", what, bare.per(reviews));
    System.out.printf(
        "speed: %s: folding is %.1f bare inserts%n", what, spent.seconds() / bare.seconds());
  }

  /** What was measured so far counts no more. */
  void anew() {
    spent = CpuTime.NOTHING;
    bare = CpuTime.NOTHING;
    reviews = 0;
  }

  /**
   * By statement where the server counts them, since it was last told: elapsed time, so on a quiet
   * machine.
   */
  private void statements(int n) throws SQLException {
    if (!Boolean.getBoolean("heed.speed.statements")) {
      return;
    }
    record Told(String text, double micros, double rows, double wal) {}
    var lines = new ArrayList<Told>();
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select total_exec_time * 1000, rows, wal_bytes, left(regexp_replace(query, '\\s+', ' ', 'g'), 90),"
                    + " queryid from pg_stat_statements s join pg_database d on d.oid = s.dbid"
                    + " where d.datname = current_database()")) {
      while (rows.next()) {
        var now = new double[] {rows.getDouble(1), rows.getDouble(2), rows.getDouble(3)};
        var was = counted.put(rows.getLong(5), now);
        var before = was == null ? new double[3] : was;
        lines.add(
            new Told(
                rows.getString(4),
                (now[0] - before[0]) / n,
                (now[1] - before[1]) / n,
                (now[2] - before[2]) / n));
      }
    }
    lines.sort(Comparator.comparingDouble(Told::micros).reversed());
    lines.stream()
        .limit(LINES)
        .forEach(
            line ->
                System.out.printf(
                    "speed: %s: %6.2f us, %5.2f rows, %6.0f bytes of log: %s%n",
                    what, line.micros(), line.rows(), line.wal(), line.text()));
  }

  /** What one takes, in microseconds of one processor. */
  double micros() {
    return spent.seconds() * 1e6 / reviews;
  }

  /** What a lane does with its batches. */
  private interface Lane<B> {
    void with(B batch) throws SQLException;
  }

  /**
   * Consumers side by side, each with batches of its own, as the service has them, and as many bare
   * insertions side by side: where both processors are busy, each does less.
   */
  void sideBySide(int rounds) throws Exception {
    var lanes = new ArrayList<List<List<ConsumerRecord<byte[], byte[]>>>>();
    var floor = new ArrayList<List<List<List<@Nullable Object>>>>();
    for (var lane = 0; lane < LANES; lane++) {
      var mine = new MadeUp(customers);
      var batches = new ArrayList<List<ConsumerRecord<byte[], byte[]>>>();
      for (var round = 0; round < rounds; round++) {
        batches.add(records(mine));
      }
      lanes.add(batches);
      floor.add(
          List.of(BareInsert.rows(heard(records(mine))), BareInsert.rows(heard(records(mine)))));
    }
    var folded = sideBySide("side by side", lanes, this::fold);
    statements(LANES * rounds * BATCH);
    var inserted =
        sideBySide("bare insert, side by side", floor, rows -> BareInsert.into(pool, rows));
    System.out.printf(
        "speed: %s: side by side folding is %.1f bare inserts%n", what, folded / inserted);
  }

  /** Answers what one review takes. */
  private <B> double sideBySide(String how, List<List<B>> lanes, Lane<B> work) throws Exception {
    var tasks = new ArrayList<Callable<CpuTime>>();
    for (var batches : lanes) {
      tasks.add(
          () -> {
            var before = CpuTime.now(server);
            for (var batch : batches) {
              work.with(batch);
            }
            return CpuTime.now(server).since(before);
          });
    }
    try (var threads = Executors.newFixedThreadPool(LANES)) {
      var before = CpuTime.now(server);
      var start = System.nanoTime();
      var here = 0L;
      for (var lane : threads.invokeAll(tasks)) {
        here += lane.get().clientNanos();
      }
      var took = (System.nanoTime() - start) / 1e9;
      var there = CpuTime.now(server).since(before);
      var cpu = new CpuTime(here, there.serverNanos(), there.behindNanos());
      var n = lanes.stream().mapToInt(List::size).sum() * BATCH;
      System.out.printf(
          "speed: %s: %s %s; %.0f reviews/s, %.2f processors busy%n",
          what, how, cpu.per(n), n / took, cpu.seconds() / took);
      return cpu.seconds() / n;
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(MadeUp made) {
    var until = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return made.reviews(BATCH, until).stream().map(MadeUp::record).toList();
  }

  private List<Heard> fold(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
    var heard = heard(records);
    if (folding.apply(heard) != records.size()) {
      throw new IllegalStateException("every one of them is new");
    }
    return heard;
  }

  private static List<Heard> heard(List<ConsumerRecord<byte[], byte[]>> records) {
    var heard = new ArrayList<Heard>(records.size());
    records.forEach(r -> heard.add(Heard.read(r)));
    return heard;
  }

  @Override
  public void close() {
    pool.close();
  }
}
