package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.Channel;
import heed.events.Customer;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the stream of reviews writes beside the cases, against a real database. */
@QuarkusTest
@OnTheWire
class ReviewedOrdersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Inject StreamBatch batch;
  @Inject Transactions transactions;

  private final String shop = "shop-" + UUID.randomUUID();

  @AfterEach
  void tidy() {
    transactions.call(
        LONG, c -> Sql.update(c, "delete from invitations where storefront = ?", shop));
  }

  private FromStream review(UUID id, String order) {
    var at = Instant.now();
    var review =
        new Review(
            id,
            shop,
            "x-" + id,
            new Product("sku-1", null),
            new Order(order, at),
            new Customer("c-" + id, null),
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, 5),
            null,
            null,
            "fine",
            "lv",
            "LV",
            at,
            at);
    return new FromStream.Tagged(
        new ReviewTagged(review, World.revision(), Given.tags(Label.POSITIVE, false)));
  }

  private UUID key(String order) {
    return Ids.order(shop, order);
  }

  private static List<String> locked(Connection connection, UUID key) throws SQLException {
    var sql = "select order_key::text from invitations where order_key = ?::uuid for update nowait";
    return Sql.list(connection, sql, row -> row.getString(1), key.toString());
  }

  /**
   * The orders of a batch are locked in one order, whatever order the batch names them in: whoever
   * waits for a lower one holds none that is higher, so nobody who goes upwards waits for him.
   */
  @Test
  void twoWhoWriteTheSameOrdersNeverWaitForEachOther() throws Exception {
    var orders =
        Stream.of("1", "2").sorted(Comparator.comparing(order -> key(order).toString())).toList();
    var lower = orders.getFirst();
    var higher = orders.getLast();
    batch.apply(List.of(review(UUID.randomUUID(), lower), review(UUID.randomUUID(), higher)));
    transactions.call(
        LONG,
        c -> Sql.update(c, "update invitations set answered_at = null where storefront = ?", shop));
    var edited = UUID.randomUUID();
    var twice = List.of(review(edited, higher), review(edited, lower));
    var applying =
        new FutureTask<>(
            () -> {
              batch.apply(twice);
              return true;
            });
    transactions.call(
        LONG,
        other -> {
          assertThat(locked(other, key(lower))).hasSize(1);
          Thread.ofVirtual().start(applying);
          var own = Sql.list(other, "select pg_backend_pid()", row -> row.getInt(1)).getFirst();
          await().atMost(LONG).until(() -> waiting(own) == 1);
          return assertThat(locked(other, key(higher))).hasSize(1);
        });
    assertThat(applying.get()).isTrue();
    var answered =
        "select count(*) from invitations where storefront = ? and answered_at is not null";
    assertThat(
            transactions.<Integer>read(
                c -> Sql.list(c, answered, r -> r.getInt(1), shop).getFirst()))
        .isEqualTo(2);
  }

  private int waiting(int pid) {
    var sql = "select count(*) from pg_stat_activity where ? = any (pg_blocking_pids(pid))";
    return transactions.read(c -> Sql.list(c, sql, row -> row.getInt(1), pid).getFirst());
  }
}
