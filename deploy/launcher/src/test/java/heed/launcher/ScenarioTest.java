package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void isRefusedInOneSentenceThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> Scenario.named("black-friday"))
        .hasMessage("there is no scenario 'black-friday', there are calm-day, bad-launch, poison");
  }

  @ParameterizedTest
  @EnumSource
  void happensTheSameWayWithTheSameSeed(Scenario scenario) throws IOException {
    assertThat(told(scenario, 7)).isEqualTo(told(scenario, 7)).isNotEqualTo(told(scenario, 8));
  }

  @ParameterizedTest
  @EnumSource
  void isPlayedInAboutAMinuteAndItsReviewsAreNeverOld(Scenario scenario) throws IOException {
    assertThat(steps(scenario).getLast().at()).isLessThan(Duration.ofSeconds(60));
    assertThat(reviews(scenario))
        .extracting(review -> Instant.parse(review.path("submittedAt").asText()))
        .allMatch(at -> !at.isAfter(NOW) && at.isAfter(NOW.minus(Duration.ofHours(11))));
  }

  @ParameterizedTest
  @EnumSource
  void actsOnlyOnWhatWasPostedBefore(Scenario scenario) throws IOException {
    var posted = new HashSet<String>();
    for (var step : steps(scenario)) {
      if (step instanceof Step.Post post) {
        posted.add(post.externalId());
      } else if (step instanceof Step.Deed deed) {
        assertThat(posted).contains(deed.review());
      }
    }
  }

  @Test
  void calmDayIsAnsweredInTheLanguagesOfThreeShops() throws IOException {
    var reviews = reviews(Scenario.CALM_DAY);
    assertThat(values(reviews, "/storefront")).hasSize(3);
    assertThat(values(reviews, "/language"))
        .contains("lv", "sl", "de", "en", "fr", "et", "lt", "pl");
    assertThat(deeds(Scenario.CALM_DAY)).contains("acknowledge", "assign", "answer", "resolve");
  }

  @Test
  void calmDayHasOneCustomerWhoRaisesTheRatingAndOneWhoWritesAgain() throws IOException {
    assertThat(stars("calm-lv-1")).containsExactly(2, 5);
    assertThat(stars("calm-de-1")).containsExactly(1, 1);
    var answers =
        of(Scenario.CALM_DAY, Step.Deed.class)
            .filter(deed -> deed.review().equals("calm-de-1") && deed.deed().equals("answer"));
    assertThat(answers).hasSize(2);
  }

  @Test
  void badLaunchIsABurstAboutOneProductWithRetriesAndEditsInIt() throws IOException {
    var reviews = reviews(Scenario.BAD_LAUNCH);
    var unhappy =
        reviews.stream()
            .filter(review -> review.at("/product/id").asText().equals(BadLaunch.PRODUCT))
            .filter(review -> review.at("/rating/value").asInt() <= 2)
            .toList();
    assertThat(unhappy).hasSizeGreaterThan(40);
    assertThat(new HashSet<>(unhappy)).hasSizeLessThan(unhappy.size());
    assertThat(values(unhappy, "/externalId")).hasSizeLessThan(new HashSet<>(unhappy).size());
  }

  @Test
  void badLaunchPromisesWhatCanBeSeenToBreak() throws IOException {
    var promise = of(Scenario.BAD_LAUNCH, Step.Promise.class).findFirst().orElseThrow();
    assertThat(promise.at()).isZero();
    assertThat(promise.routing().at("/policies/2/firstResponse").asText()).isEqualTo("PT25S");
    assertThat(steps(Scenario.BAD_LAUNCH).getLast().at()).isGreaterThan(Duration.ofSeconds(45));
  }

  @Test
  void poisonIsRefusedInEveryWayAndLaidAsideByEveryReader() throws IOException {
    assertThat(of(Scenario.POISON, Step.Refused.class).map(Step.Refused::status))
        .contains(400, 401, 404, 412, 413, 415, 428);
    var poisoned = of(Scenario.POISON, Step.Poisoned.class).toList();
    assertThat(poisoned).extracting(Step.Poisoned::value).containsNull();
    assertThat(poisoned.stream().flatMap(poison -> poison.deadLetters().stream()))
        .contains(
            Topics.SENTIMENT_DEAD_LETTER, Topics.ALERTING_DEAD_LETTER, Topics.METRICS_DEAD_LETTER);
  }

  @Test
  void poisonHasGoodNeighboursThatMustArrive() throws IOException {
    assertThat(reviews(Scenario.POISON)).hasSizeGreaterThanOrEqualTo(12);
    assertThat(of(Scenario.POISON, Step.Refused.class)).anyMatch(one -> one.neighbour() != null);
  }

  private static List<Step> steps(Scenario scenario) throws IOException {
    return scenario.plan(new SplittableRandom(1), NOW).steps();
  }

  /** Without bodies of requests, which are arrays and equal to themselves only. */
  private static List<String> told(Scenario scenario, long seed) throws IOException {
    return scenario.plan(new SplittableRandom(seed), NOW).steps().stream()
        .map(step -> step instanceof Step.Post post ? post.at() + " " + post.review() : what(step))
        .toList();
  }

  private static String what(Step step) {
    return switch (step) {
      case Step.Refused refused -> refused.at() + " " + refused.what();
      case Step.Poisoned poison -> poison.at() + " " + poison.what();
      default -> step.toString();
    };
  }

  private static <T extends Step> Stream<T> of(Scenario scenario, Class<T> kind)
      throws IOException {
    return steps(scenario).stream().filter(kind::isInstance).map(kind::cast);
  }

  private static List<ObjectNode> reviews(Scenario scenario) throws IOException {
    return of(scenario, Step.Post.class).map(Step.Post::review).toList();
  }

  private static List<Integer> stars(String externalId) throws IOException {
    return reviews(Scenario.CALM_DAY).stream()
        .filter(review -> review.path("externalId").asText().equals(externalId))
        .map(review -> review.at("/rating/value").asInt())
        .toList();
  }

  private static Set<String> deeds(Scenario scenario) throws IOException {
    return of(scenario, Step.Deed.class).map(Step.Deed::deed).collect(Collectors.toSet());
  }

  private static Set<String> values(List<? extends JsonNode> reviews, String pointer) {
    return reviews.stream().map(review -> review.at(pointer).asText()).collect(Collectors.toSet());
  }
}
