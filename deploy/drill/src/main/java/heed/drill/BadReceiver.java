package heed.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.drill.Receiver.Mood;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** A receiver that fails in every way hears everything, and each thing once in effect. */
final class BadReceiver implements Drill {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Mood> BAD =
      List.of(Mood.SILENT, Mood.BROKEN, Mood.BUSY, Mood.RESET, Mood.LOST);

  @Override
  public int number() {
    return 15;
  }

  @Override
  public String name() {
    return "bad-receiver";
  }

  @Override
  public String what() {
    return "webhooks into timeouts, 500, 429, resets and lost answers; one effect each; 410 ends it";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    int complaints = context.atFullLength(300, 40);
    try (var exercise = new Exercise(context, heed);
        var receiver = new Receiver(0, moods(context.seed()));
        var gone = new Receiver(0, (id, attempt) -> Mood.GONE)) {
      var shop = exercise.storefront();
      var endpoint = endpoint(heed, shop, receiver);
      var dying = endpoint(heed, shop, gone);
      new Bulk(heed, exercise.ledger()).complaints(shop, complaints);
      Wait.until("every opening is heard", () -> openings(receiver).size() == complaints);
      Wait.until("nothing waits to be sent", () -> waiting(heed, endpoint) == 0);
      exercise.faultEnded();
      double recovery = exercise.settle();
      exercise.note(
          "%d attempts for %d messages; moods: %s"
              .formatted(receiver.attempts(), receiver.effects().size(), receiver.seen()));
      exercise.mustHold(receiver.seen().containsAll(BAD), "it failed in every way that there is");
      exercise.mustHold(
          receiver.changed().isEmpty(), "what is sent again is the same under the same id");
      exercise.mustHold(!enabled(heed, dying), "an endpoint that answers 410 is disabled");
      var outcome = exercise.end(recovery, List.of(reading(openings(receiver))));
      Http.delete(uri(heed, "/" + endpoint), heed.key());
      Http.delete(uri(heed, "/" + dying), heed.key());
      return outcome;
    }
  }

  /** Up to three bad attempts of each message, by the seed; half of them go well at once. */
  private static Receiver.Moods moods(long seed) {
    return (id, attempt) -> {
      var chance = new SplittableRandom(seed ^ id.hashCode() ^ attempt * 7919L);
      return attempt > 3 || chance.nextBoolean() ? Mood.FINE : BAD.get(chance.nextInt(BAD.size()));
    };
  }

  private static String endpoint(Heed heed, String shop, Receiver receiver) throws IOException {
    var request =
        """
        {"kind": "WEBHOOK", "url": "http://127.0.0.1:%d/heed", "storefronts": ["%s"], "events": ["case.opened"]}
        """
            .formatted(receiver.port(), shop);
    return Http.post(uri(heed, ""), heed.key(), "application/json", request)
        .fine()
        .path("id")
        .asText();
  }

  private static java.net.URI uri(Heed heed, String path) {
    return heed.copy(Service.ALERTING).uri("/v1/endpoints" + path);
  }

  private static int waiting(Heed heed, String endpoint) throws IOException {
    return Http.get(uri(heed, "/" + endpoint + "/deliveries?state=WAITING"), heed.key())
        .fine()
        .path("items")
        .size();
  }

  private static boolean enabled(Heed heed, String endpoint) throws IOException {
    return Http.get(uri(heed, "/" + endpoint), heed.key()).fine().path("enabled").asBoolean();
  }

  /** The webhook ids that took effect as the opening of a review's case. */
  private static Map<UUID, Set<String>> openings(Receiver receiver) throws IOException {
    var found = new HashMap<UUID, Set<String>>();
    for (var effect : receiver.effects().entrySet()) {
      var data = JSON.readTree(effect.getValue()).path("data");
      var review = data.path("reviewId").asText(data.path("case").path("reviewId").asText());
      if (!review.isEmpty()) {
        found
            .computeIfAbsent(UUID.fromString(review), id -> new java.util.HashSet<>())
            .add(effect.getKey());
      }
    }
    return found;
  }

  private static Reading reading(Map<UUID, Set<String>> openings) {
    var times = new HashMap<UUID, Integer>();
    openings.forEach((review, ids) -> times.put(review, ids.size()));
    return Reading.history("the effects at the receiver", Reading.Due.UNHAPPY, times);
  }
}
