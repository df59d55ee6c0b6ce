package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.events.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Does what a plan says, each step at its time, and says what it does. */
final class Player {
  private static final int STALE = 412;

  private final Pipeline pipeline;
  private final Client client;
  private final Aftermath aftermath;
  private final Terminal terminal;
  private final Map<String, ObjectNode> posted = new LinkedHashMap<>();
  private final List<Step.Poisoned> poisoned = new ArrayList<>();
  private Tally tally = Tally.NONE;

  Player(Pipeline pipeline, Client client, Aftermath aftermath, Terminal terminal) {
    this.pipeline = pipeline;
    this.client = client;
    this.aftermath = aftermath;
    this.terminal = terminal;
  }

  void play(Plan plan) throws IOException, InterruptedException, Refusal {
    long start = System.nanoTime();
    for (var step : plan.steps()) {
      var left = step.at().minusNanos(System.nanoTime() - start);
      if (left.isPositive()) {
        Thread.sleep(left);
      }
      play(step);
    }
  }

  private void play(Step step) throws IOException, InterruptedException, Refusal {
    switch (step) {
      case Step.Say say -> tell(step, terminal.bold(say.text()));
      case Step.Post post -> post(post);
      case Step.Deed deed -> act(deed);
      case Step.Promise promise -> promise(promise);
      case Step.Refused refused -> refuse(refused);
      case Step.Poisoned poison -> poison(poison);
    }
  }

  /** The reviews that must be there in the end, by id, with the texts they must have. */
  Map<String, String> arrivals() {
    var arrivals = new LinkedHashMap<String, String>();
    posted.values().forEach(review -> arrivals.put(id(review).toString(), text(review)));
    return arrivals;
  }

  Tally tally() {
    return tally;
  }

  List<Step.Poisoned> poisoned() {
    return List.copyOf(poisoned);
  }

  private void post(Step.Post step) throws IOException, InterruptedException {
    var review = step.review();
    client.post(
        pipeline.address(Service.REVIEW_INGEST).resolve("/v1/reviews"),
        "application/json",
        review.toString());
    var before = posted.put(step.externalId(), review);
    var what = "posts";
    if (before == null) {
      tally = tally.first();
    } else if (before.equals(review)) {
      tally = tally.retry();
      what = "posts again";
    } else {
      tally = tally.edit();
      what = "edits";
    }
    tell(
        step,
        "%s %s, %s in %s, %s"
            .formatted(
                what,
                step.externalId(),
                rating(review),
                review.path("language").asText("-"),
                review.path("product").path("name").asText()));
  }

  private static String text(JsonNode review) {
    return review.path("text").asText("");
  }

  private static String rating(JsonNode review) {
    var rating = review.path("rating");
    return rating.isMissingNode()
        ? "no rating"
        : rating.path("value").asText() + " on " + rating.path("scale").asText();
  }

  /** Acts on the version that was just read, as the console does; a stale one is read again. */
  private void act(Step.Deed step) throws IOException, InterruptedException, Refusal {
    var review = posted.get(step.review());
    if (review == null) {
      throw new Refusal(step.review() + " was not posted before somebody acts on it");
    }
    var id = Ids.caseOf(id(review)).toString();
    var address =
        pipeline
            .address(Service.ALERTING_SERVICE)
            .resolve("/v1/cases/%s/%s".formatted(id, step.deed()));
    Client.Answer answer;
    do {
      var seen = aftermath.awaitCase(id, text(review));
      var version = "\"" + seen.path("version").asInt() + "\"";
      answer = client.ask("POST", address, json(version), bytes(step.body()));
    } while (answer.status() == STALE);
    require(answer, step.deed() + " of the case of " + step.review());
    tell(step, "  desk: %s, %s".formatted(step.review(), step.deed()));
  }

  private void promise(Step.Promise step) throws IOException, InterruptedException, Refusal {
    var address = pipeline.address(Service.ALERTING_SERVICE).resolve("/v1/routing");
    var answer = client.ask("PUT", address, json("\"0\""), bytes(step.routing()));
    require(answer, "the routing");
    tell(step, "the desk's document is put: who gets a case, and what is promised");
  }

  private void refuse(Step.Refused step) throws IOException, InterruptedException, Refusal {
    var call = step.call();
    var answer =
        client.ask(
            call.method(),
            pipeline.address(call.service()).resolve(call.path()),
            call.headers(),
            call.body());
    if (answer.status() != step.status()) {
      throw new Refusal(
          "%s was answered %d, must be %d: %s"
              .formatted(step.what(), answer.status(), step.status(), answer.body()));
    }
    tally = tally.refusal();
    var neighbour = step.neighbour();
    if (neighbour != null) {
      posted.put(neighbour.path("externalId").asText(), neighbour);
      tally = tally.first();
    }
    tell(step, "%d %s: %s".formatted(answer.status(), step.what(), SceneReport.fault(answer)));
  }

  private void poison(Step.Poisoned step) throws IOException, InterruptedException {
    new Broker(pipeline.bootstrapServers()).send(step);
    poisoned.add(step);
    tell(step, "puts %s on %s".formatted(step.what(), step.topic()));
  }

  private static void require(Client.Answer answer, String what) throws Refusal {
    if (answer.status() >= 300) {
      throw new Refusal("%s was answered %d: %s".formatted(what, answer.status(), answer.body()));
    }
  }

  private static UUID id(JsonNode review) {
    return Ids.review(
        review.path("storefront").asText(),
        Ids.Kind.EXTERNAL_ID,
        review.path("externalId").asText());
  }

  private static Map<String, String> json(String version) {
    return Map.of("Content-Type", "application/json", "If-Match", version);
  }

  private static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void tell(Step step, String what) {
    terminal.line("  %s  %s".formatted(seconds(step.at()), what));
  }

  private static String seconds(Duration at) {
    return String.format(Locale.ROOT, "%5.1f s", at.toMillis() / 1000.0);
  }
}
