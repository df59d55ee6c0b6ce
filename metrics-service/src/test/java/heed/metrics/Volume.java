package heed.metrics;

import heed.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** A database full of made-up reviews, for measurements; what was made is kept for the next run. */
record Volume(String url, String name, String password) {
  static final List<String> SHOPS = List.of("riga-shop", "berlin-shop", "maribor-shop");
  private static final Duration LENGTH = Duration.ofDays(90);
  private static final int SLICE = 250_000;
  private static final Map<String, String> OF_FACTS =
      Map.of("significances", "significance_of_facts", "complaints", "complaints_of_facts");

  static Volume of(EmbeddedPostgres postgres, String name) throws IOException {
    return new Volume(postgres.jdbcUrl(name), name, postgres.password(name));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url + "?options=-c%20jit%3Doff", name, password);
  }

  /** Makes so many reviews over the last 90 days, unless there are any. */
  void fill(int reviews) throws Exception {
    Flyway.configure().dataSource(url, name, password).load().migrate();
    if (!asked("select 1 from reviews limit 1").isEmpty()) {
      return;
    }
    var indexes =
        asked(
            "select indexdef from pg_indexes where tablename = 'reviews' and indexname <> 'reviews_pkey'");
    var drops =
        asked(
            "select 'drop index ' || indexname from pg_indexes where tablename = 'reviews'"
                + " and indexname <> 'reviews_pkey'");
    run("alter table reviews drop constraint reviews_pkey");
    for (var drop : drops) {
      run(drop);
    }
    facts(reviews);
    var builds =
        Stream.concat(
            Stream.of("alter table reviews add primary key (storefront, review_id)"),
            indexes.stream());
    sideBySide(
        builds.map(sql -> task(sql, List.of("set maintenance_work_mem = '768MB'", sql))).toList());
    run("analyze reviews");
    counters();
    prints();
    run("vacuum analyze");
  }

  /** Most of them wrote before, however many reviews there are. */
  static int customers(int reviews) {
    return (int) (reviews * 0.15);
  }

  private void facts(int reviews) throws Exception {
    var sql = resource("/volume/reviews.sql");
    var step = LENGTH.dividedBy(reviews);
    var begin = Instant.now().minus(step.multipliedBy(reviews));
    var tasks = new ArrayList<Callable<Void>>();
    for (var from = 1; from <= reviews; from += SLICE) {
      var first = from;
      var last = Math.min(reviews, from + SLICE - 1);
      tasks.add(
          () -> {
            try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
              new Sql(connection, statement).arg(begin);
              statement.setObject(2, interval(step), java.sql.Types.OTHER);
              statement.setInt(3, customers(reviews));
              statement.setInt(4, first);
              statement.setInt(5, last);
              statement.executeUpdate();
              System.out.printf("volume: %s facts up to %,d%n", name, last);
            }
            return null;
          });
    }
    sideBySide(tasks);
  }

  private static String interval(Duration step) {
    return step.toNanos() / 1000 + " microseconds";
  }

  /** As the migration does, in pieces. */
  private void counters() throws Exception {
    var tasks = new ArrayList<Callable<Void>>();
    for (var shop : SHOPS) {
      tasks.add(
          task(
              "customers of " + shop,
              List.of(
                  "insert into customers select '%1$s', c.*, r.reviews from customers_of('%1$s') c join reviews_of_customers('%1$s') r using (customer_id)"
                      .formatted(shop),
                  "insert into segments (storefront, customer_id) select storefront, customer_id from customers where storefront = '%s'"
                      .formatted(shop))));
    }
    for (var shop : SHOPS) {
      for (var day :
          asked(
              "select distinct date_trunc('day', at, 'UTC')::text from reviews,"
                  + " unnest(array[placed_at, case_counted_at, case_answered_at]) as at"
                  + " where at is not null")) {
        tasks.add(
            task(
                "counters of " + shop + " " + day,
                List.of(
                    "insert into counters select * from counters_of('%s', '%s', timestamptz '%s' + interval '24 hours')"
                        .formatted(shop, day, day),
                    "insert into response_times select * from response_times_of('%s', '%s', timestamptz '%s' + interval '24 hours')"
                        .formatted(shop, day, day),
                    "insert into cause_sums select * from cause_sums_of('%s', '%s', timestamptz '%s' + interval '24 hours')"
                        .formatted(shop, day, day),
                    significant("significances", "own, rank, score, label", shop, day),
                    significant("complaints", "aspect, score", shop, day))));
      }
    }
    sideBySide(tasks);
    sideBySide(
        SHOPS.stream()
            .map(
                shop ->
                    task(
                        "reviewers of " + shop,
                        List.of(
                            "insert into counters (storefront, grain, product, at, country, channel, language, reviewers)"
                                + " select '%s', r.* from reviewers_of('%s') r where grain = 5 on conflict (storefront, grain, product, at, country,"
                                    .formatted(shop, shop)
                                + " channel, language) do update set reviewers = excluded.reviewers",
                            "insert into reviewers select * from reviewer_days_of('%s')"
                                .formatted(shop))))
            .toList());
  }

  private static String significant(String table, String numbers, String shop, String day) {
    var columns =
        "storefront, placed_at, review_id, product, country, channel, language, " + numbers;
    return """
        insert into %1$s (%2$s) select %2$s from %3$s
        where storefront = '%4$s' and placed_at >= '%5$s'
          and placed_at < timestamptz '%5$s' + interval '24 hours'
        """
        .formatted(table, columns, OF_FACTS.get(table), shop, day);
  }

  /**
   * Of as many texts as there are reviews, all of them different; which number it is means nothing.
   */
  private void prints() throws SQLException {
    run("alter table text_prints drop constraint text_prints_pkey");
    run(
        """
        insert into text_prints (storefront, review_id, print, customer_id)
        select storefront, review_id, hashtextextended(review_id::text, 0), customer_id from reviews
        """);
    run("alter table text_prints add primary key (storefront, print, review_id)");
  }

  private Callable<Void> task(String what, List<String> statements) {
    return () -> {
      var start = System.nanoTime();
      try (var connection = connect();
          var statement = connection.createStatement()) {
        for (var sql : statements) {
          statement.execute(sql);
        }
      }
      System.out.printf("volume: %s %s, %.1f s%n", name, what, (System.nanoTime() - start) / 1e9);
      return null;
    };
  }

  private static void sideBySide(List<Callable<Void>> tasks) throws Exception {
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var done : pool.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  void run(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  List<String> asked(String sql) throws SQLException {
    var answers = new ArrayList<String>();
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
    }
    return answers;
  }

  private static String resource(String path) throws IOException {
    try (var in = Volume.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
