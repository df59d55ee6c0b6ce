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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How much work the folding of new reviews is, from the bytes of the log on and with all that
 * follows from them, beside the bare insertion of the same facts.
 */
final class FoldingSpeed implements AutoCloseable {
  static final int BATCH = Integer.getInteger("heed.volume.batch", 10_000);

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
    pool = pool(volume, 2);
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
    statements();
    System.out.printf("speed: %s: folding %s%n", what, spent.per(reviews));
    System.out.printf("speed: %s: bare insert %s%n", what, bare.per(reviews));
    System.out.printf(
        "speed: %s: folding is %.1f bare inserts%n", what, spent.seconds() / bare.seconds());
  }

  /** By statement where the server counts them: elapsed time, so on a quiet machine. */
  private void statements() throws SQLException {
    if (!Boolean.getBoolean("heed.speed.statements")) {
      return;
    }
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select total_exec_time * 1000, rows, wal_bytes, left(regexp_replace(query, '\\s+', ' ', 'g'), 90)"
                    + " from pg_stat_statements s join pg_database d on d.oid = s.dbid"
                    + " where d.datname = current_database() order by 1 desc limit 24")) {
      while (rows.next()) {
        System.out.printf(
            "speed: %s: %6.2f us, %5.2f rows, %6.0f bytes of log: %s%n",
            what,
            rows.getDouble(1) / all,
            rows.getDouble(2) / all,
            rows.getDouble(3) / all,
            rows.getString(4));
      }
    }
  }

  /** What one takes, in microseconds of one processor. */
  double micros() {
    return spent.seconds() * 1e6 / reviews;
  }

  /** Two consumers side by side, each with batches of its own, as the service has them. */
  void sideBySide(int rounds) throws Exception {
    var lanes = new ArrayList<Callable<CpuTime>>();
    for (var lane = 0; lane < 2; lane++) {
      var mine = new MadeUp(customers);
      var batches = new ArrayList<List<ConsumerRecord<byte[], byte[]>>>();
      for (var round = 0; round < rounds; round++) {
        batches.add(records(mine));
      }
      lanes.add(
          () -> {
            var before = CpuTime.now(server);
            for (var batch : batches) {
              fold(batch);
            }
            return CpuTime.now(server).since(before);
          });
    }
    try (var threads = Executors.newFixedThreadPool(2)) {
      var before = CpuTime.now(server);
      var start = System.nanoTime();
      var here = 0L;
      for (var lane : threads.invokeAll(lanes)) {
        here += lane.get().clientNanos();
      }
      var took = (System.nanoTime() - start) / 1e9;
      var there = CpuTime.now(server).since(before);
      var cpu = new CpuTime(here, there.serverNanos(), there.behindNanos());
      var n = 2 * rounds * BATCH;
      System.out.printf(
          "speed: %s: two side by side %s; %.0f reviews/s, %.2f processors busy%n",
          what, cpu.per(n), n / took, cpu.seconds() / took);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(MadeUp made) {
    var until = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return made.reviews(BATCH, until).stream().map(MadeUp::record).toList();
  }

  private List<Heard> fold(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
    var heard = new ArrayList<Heard>(records.size());
    records.forEach(r -> heard.add(Heard.read(r)));
    if (folding.apply(heard) != records.size()) {
      throw new IllegalStateException("every one of them is new");
    }
    return heard;
  }

  @Override
  public void close() {
    pool.close();
  }
}
