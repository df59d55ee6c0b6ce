package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A burst of unhappy buyers of one product, put together from what people of each language complain
 * of; some are posted twice, as a shop does that retries.
 */
final class BadLaunch {
  static final String PRODUCT = "robot-r7";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUYERS = 36;
  private static final int FIRST_MILLIS = 3_000;
  private static final int BURST_MILLIS = 22_000;
  private static final Duration RETRY = Duration.ofMillis(400);
  private static final List<String> CHANNELS = List.of("STOREFRONT", "APP", "EMAIL", "SURVEY");

  /** The scripted part, and the burst around it. */
  static List<Step> steps(SceneFile file, RandomGenerator chance) throws IOException {
    var steps = new ArrayList<>(file.read("bad-launch"));
    var voices = SceneFile.lines("bad-launch-voices");
    for (var buyer = 1; buyer <= BUYERS; buyer++) {
      var review = review(buyer, voices.get(buyer % voices.size()), chance);
      var at = Duration.ofMillis(FIRST_MILLIS + chance.nextInt(BURST_MILLIS));
      steps.add(new Step.Post(at, review));
      if (buyer % 6 == 0) {
        steps.add(new Step.Post(at.plus(RETRY), review));
      }
    }
    return steps;
  }

  private static ObjectNode review(int buyer, JsonNode voice, RandomGenerator chance) {
    var stars = 1 + chance.nextInt(2);
    var review =
        JSON.createObjectNode()
            .put("externalId", "launch-%03d".formatted(buyer))
            .put("storefront", voice.path("storefront").asText())
            .put("channel", CHANNELS.get(chance.nextInt(CHANNELS.size())))
            .put("text", text(voice, chance))
            .put("language", voice.path("language").asText())
            .put("country", voice.path("country").asText());
    review.putObject("product").put("id", PRODUCT).put("name", "Robot vacuum R7");
    review.putObject("customer").put("id", "buyer-%03d".formatted(buyer));
    review.putObject("rating").put("scale", "STARS_5").put("value", stars);
    review.putObject("survey").put("nps", chance.nextInt(5)).put("csat", stars);
    return review;
  }

  private static String text(JsonNode voice, RandomGenerator chance) {
    var quality = any(voice.path("quality"), chance);
    var delivery = any(voice.path("delivery"), chance);
    return switch (chance.nextInt(3)) {
      case 0 -> quality;
      case 1 -> delivery;
      default -> delivery + " " + quality;
    };
  }

  private static String any(JsonNode sentences, RandomGenerator chance) {
    return sentences.path(chance.nextInt(sentences.size())).asText();
  }

  private BadLaunch() {}
}
