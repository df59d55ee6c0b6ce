package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.metrics.segments.Marks;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who decides a segment, beside others who do and beside who erases the customer. */
@QuarkusTest
class SegmentRacesTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final String shop = "races-" + UUID.randomUUID();
  private final CountDownLatch decided = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Inject Transactions transactions;
  @Inject Folding folding;

  /** Of somebody of whom there is no row, whose review is known. */
  private void unknown() throws SQLException {
    var review = Given.review(shop, "a").by("c-1").received(NOW.minus(Duration.ofDays(1)));
    folding.apply(List.of(review.tagged(1)));
    settle();
    transactions.write(
        connection ->
            connection
                .createStatement()
                .executeUpdate("delete from segments where storefront = '" + shop + "'"));
  }

  private void settle() {
    Wire.eventually()
        .until(
            () ->
                count("select count(*) from segment_marks where storefront = '" + shop + "'") == 0);
  }

  /** Decides, and ends its transaction only when it is told to. */
  private Future<Object> deciding() {
    return beside(
        () ->
            transactions.write(
                connection -> {
                  decide(connection);
                  decided.countDown();
                  await(go);
                  return true;
                }));
  }

  private void decide(Connection connection) throws SQLException {
    Marks.decide(connection, shop, "c-1");
  }

  @Test
  void anErasureWaitsForWhoDecidesAndLeavesNothingOfIt() throws Exception {
    unknown();
    var deciding = deciding();
    await(decided);
    var erasing = beside(() -> folding.apply(List.of(Given.customerErased(shop, "c-1", NOW))));
    awaitWaiting("advisory");
    assertThat(erasing).isNotDone();
    go.countDown();
    deciding.get();
    erasing.get();
    settle();
    assertThat(count("select count(*) from segments where storefront = '" + shop + "'")).isZero();
    assertThat(count("select count(*) from outbox where key like '%" + shop + "%'")).isZero();
  }

  @Test
  void ofTwoWhoDecideSomebodyNewOneDoesItAgain() throws Exception {
    unknown();
    var first = deciding();
    await(decided);
    var second =
        beside(
            () ->
                transactions.write(
                    connection -> {
                      decide(connection);
                      return true;
                    }));
    awaitWaiting("transactionid");
    go.countDown();
    first.get();
    assertThatThrownBy(second::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SQLTransientException.class);
    assertThat(count("select count(*) from segments where storefront = '" + shop + "'")).isOne();
  }

  @Test
  void whoeverIsMarkedIsDecidedHoweverManyMarksThereAre() throws Exception {
    var reviews =
        IntStream.range(0, 40)
            .mapToObj(i -> Given.review(shop, "r" + i).by("c-" + i).received(NOW).tagged(1))
            .toList();
    folding.apply(reviews);
    var known = IntStream.range(0, 40).mapToObj(i -> "c-" + i);
    var nobody = IntStream.range(0, 1_500).mapToObj(i -> "nobody-" + i % 700);
    var all = Stream.concat(nobody, known).toList();
    transactions.write(
        connection -> {
          Marks.append(connection, shop, all);
          return true;
        });
    settle();
    assertThat(
            count(
                "select count(*) from segments where segment = 'NEW' and storefront = '"
                    + shop
                    + "'"))
        .isEqualTo(40);
    assertThat(count("select count(*) from segments where storefront = '" + shop + "'"))
        .isEqualTo(40);
  }

  private void awaitWaiting(String kind) {
    Wire.eventually()
        .until(
            () ->
                count(
                        "select count(*) from pg_locks l join pg_database d on d.oid = coalesce(nullif(l.database, 0), d.oid)"
                            + " where not l.granted and d.datname = current_database() and l.locktype = '"
                            + kind
                            + "'")
                    > 0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> Future<T> beside(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private long count(String sql) {
    return transactions.read(
        connection -> {
          try (var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }
}
