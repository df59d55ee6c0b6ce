package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.Ids;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import heed.eyes.Traces;
import heed.testing.TestKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The key of the running service is the current one; the keys before it exist in this test. */
@QuarkusTest
@OnTheWire
class RotationTest {
  private static final String OLD = DeskForTests.key('o');
  private static final String OLDEST = DeskForTests.key('p');
  private static final String LOST = DeskForTests.key('l');

  @Inject Transactions transactions;
  @Inject RoutingStore routing;
  @Inject Traces traces;
  @Inject Forgetting outside;

  @ConfigProperty(name = "heed.privacy.key")
  String current;

  @ConfigProperty(name = "heed.privacy.erasure-key")
  String erasureKey;

  private final Meters meters = new Meters(new SimpleMeterRegistry());
  private final String shop = "shop-" + UUID.randomUUID();

  private record Settings(
      Optional<String> key,
      Optional<List<String>> previousKeys,
      String erasureKey,
      Optional<List<String>> previousErasureKeys)
      implements PrivacySettings {}

  private static PrivacyKeys keys(String key, String... previous) {
    return DeskForTests.privacyKeys(key, previous);
  }

  /** As review-ingest seals it, which pins the same text. */
  @Test
  void sealsAnewExactlyAsReviewIngestWould() {
    var review = UUID.fromString("8e7b1c86-3a1e-5f9c-9d36-0b4f4b1c2a11");
    var body =
        "EdlCNRrt7necZkXIkCMsNQwfTgZ4zmMc243YVX248s1vQi5n3LTQZUmA95ytbBUfmQ0TyB0L5pMX_1562BH9K8NSEIpi9Q";
    var key =
        Base64.getEncoder()
            .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    var then = new Contacts(keys(key));
    assertThat(then.sealedAnew(review, "v1." + body)).isEqualTo("v2.4f2e07bb." + body);
    assertThat(then.open(review, "v2.4f2e07bb." + body).email()).isEqualTo("anna@example.com");
    var now = new Contacts(keys(OLD, key));
    for (var sealed : List.of("v1." + body, "v2.4f2e07bb." + body)) {
      assertThat(now.open(review, sealed).name()).isEqualTo("Anna");
      assertThat(now.sealedAnew(review, sealed)).startsWith("v2." + keys(OLD).current());
    }
    assertThat(new Contacts(keys(OLD)).open(review, "v2.4f2e07bb." + body))
        .isEqualTo(Contacts.Contact.UNKNOWN);
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> keys(current, "c2hvcnQ="))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heed.privacy.previous-keys")
        .hasMessageContaining("openssl rand")
        .hasMessageNotContaining("c2hvcnQ=");
  }

  @Test
  void theSameContactUnderANewKeyIsNoEdit() {
    var first = posted("c-1", keys(OLD), "Anna");
    var id = Ids.caseOf(first.review().id());
    apply(first);
    var before = get(id);
    apply(with(first, seal(keys(current), first.review().id(), "Anna")));
    assertThat(get(id)).isEqualTo(before.replace("\"name\":null", "\"name\":\"Anna\""));
    assertThat(events(id)).as("no event but the opening").isOne();
    assertThat(contact(id)).startsWith(keys(current).mark());
  }

  @Test
  void everythingThatEarlierKeysSealedIsSealedAnewByAnyNumberOfCopies() throws Exception {
    var cases = new ArrayList<UUID>();
    for (var i = 0; i < 450; i++) {
      var review = posted("c-" + i, keys(i % 2 == 0 ? OLD : OLDEST), "Name " + i);
      var sealed = String.valueOf(review.review().customer().contact());
      cases.add(Ids.caseOf(review.review().id()));
      // every third is from before keys had ids
      apply(i % 3 == 0 ? with(review, "v1." + PrivacyKeys.body(sealed)) : review);
    }
    var lost = posted("c-lost", keys(LOST), "Nobody");
    apply(lost);
    // one more, from before keys had ids: only trying tells that nobody opens it
    var older = posted("c-older", keys(LOST), "Nobody either");
    var body = PrivacyKeys.body(String.valueOf(older.review().customer().contact()));
    apply(with(older, "v1." + body));
    var keys = keys(current, OLD, OLDEST);
    var copies = new ArrayList<Resealing>();
    var threads = new ArrayList<Thread>();
    for (var copy = 0; copy < 3; copy++) {
      var resealing =
          new Resealing(transactions, keys, new Contacts(keys), copy == 0 ? meters : other());
      copies.add(resealing);
      threads.add(Thread.ofPlatform().start(() -> toTheEnd(resealing)));
    }
    for (var thread : threads) {
      thread.join();
    }
    toTheEnd(copies.getFirst()); // what one passed over because another held it
    assertThat(meters.sealedBefore()).isZero();
    assertThat(meters.sealedByUnknown()).isGreaterThanOrEqualTo(2);
    for (var id : cases) {
      assertThat(contact(id)).startsWith(keys.mark());
    }
    for (var i = 0; i < cases.size(); i += 37) {
      var shown = get(cases.get(i));
      assertThat(shown).contains("\"name\":\"Name " + i + "\"").contains("\"version\":1");
    }
    assertThat(contact(Ids.caseOf(lost.review().id()))).startsWith(keys(LOST).mark());
    assertThat(count("select count(*) from events where storefront = '" + shop + "'"))
        .isEqualTo(452);
  }

  private static Meters other() {
    return new Meters(new SimpleMeterRegistry());
  }

  private static void toTheEnd(Resealing resealing) {
    while (resealing.step()) {
      // the next batch
    }
  }

  @Test
  void whoWasErasedBeforeARotationStaysForgottenAfterIt() {
    var erasedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var before = batch(OLD);
    var after = batch(erasureKey, OLD);
    before.apply(
        List.of(new FromStream.CustomerGone(new CustomerErased(shop, "c-1", erasedAt, 1L))));
    var late = posted("c-1", erasedAt);
    after.apply(List.of(new FromStream.Tagged(late)));
    assertThat(status(late)).isEqualTo(404);
    var anew = posted("c-1", erasedAt.plusMillis(1));
    after.apply(List.of(new FromStream.Tagged(anew)));
    assertThat(status(anew)).isEqualTo(200);
    // erased again, under the key that is current by then: the later time counts
    var again = erasedAt.plusMillis(5);
    after.apply(List.of(new FromStream.CustomerGone(new CustomerErased(shop, "c-1", again, 2L))));
    var between = posted("c-1", again);
    after.apply(List.of(new FromStream.Tagged(between)));
    assertThat(status(between)).isEqualTo(404);
    assertThat(count("select count(*) from erased_customers where storefront = '" + shop + "'"))
        .isEqualTo(2);
  }

  private StreamBatch batch(String key, String... previous) {
    var settings =
        new Settings(Optional.empty(), Optional.empty(), key, Optional.of(List.of(previous)));
    var guards = new Guards(new Pseudonyms(settings));
    return new StreamBatch(
        transactions,
        guards,
        routing,
        new Erasures(guards, outside),
        new Consents(),
        new Contacts(new PrivacyKeys(settings)),
        meters,
        traces,
        List.of());
  }

  private void apply(ReviewTagged tagged) {
    batch(erasureKey).apply(List.of(new FromStream.Tagged(tagged)));
  }

  private ReviewTagged posted(String customer, Instant receivedAt) {
    return Given.tagged(
        UUID.randomUUID(),
        shop,
        customer,
        World.revision(),
        Label.NEGATIVE,
        1,
        "words",
        receivedAt);
  }

  private ReviewTagged posted(String customer, PrivacyKeys keys, String name) {
    var tagged = posted(customer, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    return with(tagged, seal(keys, tagged.review().id(), name));
  }

  private static String seal(PrivacyKeys keys, UUID review, String name) {
    return new Contacts(keys)
        .seal(review, ("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private static ReviewTagged with(ReviewTagged tagged, String contact) {
    var r = tagged.review();
    var review =
        new Review(
            r.id(),
            r.storefront(),
            r.externalId(),
            r.product(),
            r.order(),
            new Customer(r.customer().id(), contact),
            r.channel(),
            r.rating(),
            r.survey(),
            r.title(),
            r.text(),
            r.language(),
            r.country(),
            r.submittedAt(),
            r.receivedAt());
    return new ReviewTagged(review, World.revision(), tagged.tags());
  }

  private static String get(UUID caseId) {
    return RestAssured.given()
        .header("Authorization", TestKey.BEARER)
        .get("/v1/cases/" + caseId)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static int status(ReviewTagged tagged) {
    return World.get(Ids.caseOf(tagged.review().id())).statusCode();
  }

  private long events(UUID caseId) {
    return count("select count(*) from events where case_id = '" + caseId + "'");
  }

  private String contact(UUID caseId) {
    return transactions.read(
        c -> {
          try (var rows =
              c.createStatement()
                  .executeQuery("select review::text from cases where id = '" + caseId + "'")) {
            rows.next();
            var json = rows.getString(1).getBytes(StandardCharsets.UTF_8);
            return EventJson.read(json, Review.class).customer().contact();
          }
        });
  }

  private long count(String sql) {
    return transactions.read(
        c -> {
          try (var rows = c.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }
}
