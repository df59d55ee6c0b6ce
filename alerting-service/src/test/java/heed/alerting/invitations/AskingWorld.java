package heed.alerting.invitations;

import static org.awaitility.Awaitility.await;

import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.telling.MailTest;
import heed.embedded.SmtpSink;
import heed.embedded.SmtpSink.Taken;
import heed.events.Ids;
import heed.testing.TestKey;
import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What stands around asking: a shop and its orders, the rows, and a mail server that counts. */
final class AskingWorld implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);

  final String shop = "shop-" + UUID.randomUUID();
  final String email = "anna-" + UUID.randomUUID() + "@example.com";
  private SmtpSink sink;

  /** Starts the mail server; it knows nobody whose address begins with "gone-". */
  void open() {
    sink = SmtpSink.open(MailTest.WithMail.port(), Instant::now, to -> to.startsWith("gone-"));
  }

  /** One that was delivered eight days ago to where it is that hour now. */
  OrderHeard.Delivered order(String id, String customer, String to, int hour) {
    return Orders.due(shop, id, customer, to, hour);
  }

  List<Taken> letters(String to) {
    return sink.taken().stream().filter(taken -> taken.to().equals(to)).toList();
  }

  void awaitLetters(String to, int count) {
    await().atMost(SOON).until(() -> letters(to).size() == count);
  }

  void awaitState(String id, String state) {
    await().atMost(SOON).until(() -> state(id).equals(state));
  }

  String state(String id) {
    return of(shop, id, "state");
  }

  /** A column of the invitation; empty if there is none. */
  static String of(String storefront, String id, String column) {
    return text(
        "select %s from invitations where order_key = '%s'"
            .formatted(column, Ids.order(storefront, id)));
  }

  static String text(String sql) {
    return transactions()
        .read(
            c ->
                Sql.list(c, sql, row -> String.valueOf(row.getString(1))).stream()
                    .findFirst()
                    .orElse(""));
  }

  static void execute(String sql) {
    transactions().call(SOON, c -> c.createStatement().execute(sql));
  }

  private static Transactions transactions() {
    return Arc.container().instance(Transactions.class).get();
  }

  static RequestSpecification asTest() {
    return RestAssured.given().header("Authorization", TestKey.BEARER);
  }

  static RequestSpecification json(Object body) {
    return asTest().contentType("application/json").body(body);
  }

  /** As if that many days had passed since. */
  void daysPass(String id, int days) {
    execute(
        "update invitations set sent_at = sent_at - interval '%1$d days', asked_at = asked_at - interval '%1$d days', next_at = next_at - interval '%1$d days' where order_key = '%2$s'"
            .formatted(days, Ids.order(shop, id)));
  }

  /** Back to how the service was found. */
  @Override
  public void close() {
    execute("delete from deliveries");
    execute("delete from invitations");
    execute("delete from suppressions");
    execute("delete from templates");
    sink.close();
  }
}
