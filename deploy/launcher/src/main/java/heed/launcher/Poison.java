package heed.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.events.Ids;
import heed.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What no door may let in and no reader may stumble over, shuffled by chance between good reviews.
 * Each piece says what must become of it.
 */
final class Poison {
  private static final Duration SPACING = Duration.ofMillis(350);
  private static final Duration ACTS = Duration.ofSeconds(16);
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Map<String, String> LINES = Map.of("Content-Type", "application/x-ndjson");
  private static final String GOOD =
      "{\"externalId\": \"p\", \"product\": {\"id\": \"x\"}, \"text\": \"Fine.\"%s}";
  private static final String KEY = "5f0c0f0e-1c55-5d0a-9a53-2f9f0c6d1b77";
  private static final String REVIEWS = "/v1/reviews";
  private static final String NO_CASE = "/v1/cases/" + KEY;

  private final RandomGenerator chance;
  private final List<Step> steps = new ArrayList<>();

  private Poison(RandomGenerator chance) {
    this.chance = chance;
  }

  /** The good reviews of the file with the poison among them. */
  static List<Step> steps(SceneFile file, RandomGenerator chance) throws IOException {
    var poison = new Poison(chance);
    poison.brokenBodies();
    poison.brokenReviews();
    poison.brokenRequests();
    poison.brokenActs();
    poison.bulk(SceneFile.lines("poison-bulk").getFirst());
    poison.onReceived();
    poison.onTagged();
    poison.steps.addAll(file.read("poison"));
    return poison.steps;
  }

  private void brokenBodies() {
    posted(400, "no JSON at all", "one star, never again");
    posted(400, "an empty body", "");
    posted(400, "half an object", "{\"externalId\": \"p\", \"product\":");
    posted(400, "a list instead of an object", "[1, 2, 3]");
    posted(400, "two objects in one body", GOOD.formatted("") + "{}");
    posted(400, "a field given twice", GOOD.formatted(", \"title\": \"a\", \"title\": \"b\""));
    posted(413, "more than 64 KiB", GOOD.formatted(", \"title\": \"" + "a".repeat(70_000) + "\""));
    var latin = GOOD.formatted(", \"title\": \"caf\u00e9\"").getBytes(ISO_8859_1);
    refused(400, "Latin-1 instead of UTF-8", Service.REVIEW_INGEST, "POST", REVIEWS, JSON, latin);
  }

  private void brokenReviews() {
    posted(400, "an unknown field", GOOD.formatted(", \"stars\": 5"));
    posted(400, "7 of 5 stars", rated("{\"scale\": \"STARS_5\", \"value\": 7}"));
    posted(400, "a rating in words", rated("{\"scale\": \"STARS_5\", \"value\": \"five\"}"));
    posted(400, "an unknown scale", rated("{\"scale\": \"STARS_6\", \"value\": 5}"));
    posted(400, "nothing but a product", "{\"externalId\": \"p\", \"product\": {\"id\": \"x\"}}");
    posted(400, "no product", "{\"externalId\": \"p\", \"text\": \"Fine.\"}");
    posted(
        400, "nothing to tell a retry by", "{\"product\": {\"id\": \"x\"}, \"text\": \"Fine.\"}");
    posted(
        400,
        "an address as customer id",
        GOOD.formatted(", \"customer\": {\"id\": \"a@b.example\"}"));
    posted(400, "a country that is none", GOOD.formatted(", \"country\": \"XY\""));
    posted(400, "a language that is none", GOOD.formatted(", \"language\": \"qq\""));
    posted(
        400,
        "a day that does not exist",
        GOOD.formatted(", \"submittedAt\": \"2026-02-30T10:00:00Z\""));
    posted(400, "a time far ahead", GOOD.formatted(", \"submittedAt\": \"2999-01-01T00:00:00Z\""));
  }

  private void brokenRequests() {
    var good = GOOD.formatted("").getBytes(UTF_8);
    var ingest = Service.REVIEW_INGEST;
    var plain = Map.of("Content-Type", "text/plain");
    refused(415, "plain text as content type", ingest, "POST", REVIEWS, plain, good);
    refused(401, "no key", ingest, "POST", REVIEWS, with("Authorization", ""), good);
    refused(401, "a made-up key", ingest, "POST", REVIEWS, with("Authorization", "Bearer x"), good);
    refused(400, "an id that is none", ingest, "DELETE", REVIEWS + "/7", Map.of(), new byte[0]);
    var desk = Service.ALERTING_SERVICE;
    refused(404, "a case that is none", desk, "GET", NO_CASE, Map.of(), new byte[0]);
    refused(400, "a page of no cases", desk, "GET", "/v1/cases?limit=0", Map.of(), new byte[0]);
    refused(
        400,
        "an unknown window",
        Service.METRICS_SERVICE,
        "GET",
        "/v1/kpis?window=1y",
        Map.of(),
        new byte[0]);
  }

  /** Of an act on a case that is there, as the scene sees to before. */
  private void brokenActs() {
    var review = Ids.review("alpe-trgovina", Ids.Kind.EXTERNAL_ID, "poison-good-02");
    var path = "/v1/cases/%s/acknowledge".formatted(Ids.caseOf(review));
    var stale = Map.of("If-Match", "\"999\"");
    act(428, "an act without a version", path, Map.of());
    act(412, "an act on a stale version", path, stale);
  }

  private void act(int status, String what, String path, Map<String, String> headers) {
    var call = new Step.Call(Service.ALERTING_SERVICE, "POST", path, headers, new byte[0]);
    steps.add(new Step.Refused(ACTS, what, call, status, null));
  }

  /** Of a bulk only the bad lines are refused. */
  private void bulk(ObjectNode good) {
    var lines =
        "{\"externalId\"\n" + good + "\n[]\n" + GOOD.formatted(", \"country\": \"XX\"") + "\n";
    var call = new Step.Call(Service.REVIEW_INGEST, "POST", REVIEWS, LINES, lines.getBytes(UTF_8));
    steps.add(new Step.Refused(soon(), "three bad lines of four", call, 200, good));
  }

  private void onReceived() {
    var to = Topics.REVIEWS_RECEIVED;
    var readers = List.of(Topics.SENTIMENT_DEAD_LETTER);
    laidAside("broken JSON", to, type("review.received.v1"), "{\"id\": ", readers);
    laidAside("an unknown version", to, type("review.received.v9"), "{}", readers);
    laidAside("a null value", to, type("review.received.v1"), null, readers);
    laidAside("no headers", to, Map.of(), "{}", readers);
    laidAside("an event of another topic", to, type("case.opened.v1"), "{}", readers);
    laidAside(
        "fields missing", to, type("review.received.v1"), "{\"id\": \"" + KEY + "\"}", readers);
  }

  private void onTagged() {
    var to = Topics.REVIEWS_TAGGED;
    var readers = List.of(Topics.ALERTING_DEAD_LETTER, Topics.METRICS_DEAD_LETTER);
    laidAside("broken JSON", to, type("review.tagged.v1"), "{\"tags\": ", readers);
    laidAside("an unknown version", to, type("review.tagged.v9"), "{}", readers);
    laidAside("a null value", to, type("review.tagged.v1"), null, readers);
    laidAside("no headers", to, Map.of(), "{}", readers);
  }

  private static String rated(String rating) {
    return GOOD.formatted(", \"rating\": " + rating);
  }

  private static Map<String, String> with(String name, String value) {
    return Map.of("Content-Type", "application/json", name, value);
  }

  private static Map<String, String> type(String type) {
    return Map.of(
        "ce_specversion", "1.0",
        "ce_id", "poison-" + type,
        "ce_source", "/heed/scenario",
        "ce_type", type,
        "ce_time", "2026-01-01T00:00:00Z");
  }

  private void posted(int status, String what, String body) {
    refused(status, what, Service.REVIEW_INGEST, "POST", REVIEWS, JSON, body.getBytes(UTF_8));
  }

  private void refused(
      int status,
      String what,
      Service service,
      String method,
      String path,
      Map<String, String> headers,
      byte[] body) {
    var call = new Step.Call(service, method, path, headers, body);
    steps.add(new Step.Refused(soon(), what, call, status, null));
  }

  private void laidAside(
      String what,
      String topic,
      Map<String, String> headers,
      @Nullable String value,
      List<String> readers) {
    var bytes = value == null ? null : value.getBytes(UTF_8);
    steps.add(new Step.Poisoned(soon(), what, topic, KEY, headers, bytes, readers));
  }

  private Duration soon() {
    return Duration.ofMillis(1_000 + SPACING.toMillis() * chance.nextInt(40));
  }
}
