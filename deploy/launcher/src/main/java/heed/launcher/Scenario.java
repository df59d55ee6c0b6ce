package heed.launcher;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What can be played with {@code ./heed demo --scenario}. */
enum Scenario {
  CALM_DAY("an ordinary day of three shops, ten hours in a minute", Duration.ofHours(10)),
  BAD_LAUNCH("a product launch that goes wrong", Duration.ofHours(2)),
  POISON("bad input of every kind, between good reviews", Duration.ofHours(1));

  private final String title;
  private final Duration told;

  Scenario(String title, Duration told) {
    this.title = title;
    this.told = told;
  }

  /**
   * The scenario of that name.
   *
   * @throws Refusal naming those there are
   */
  static Scenario named(String name) throws Refusal {
    for (var one : values()) {
      if (one.word().equals(name)) {
        return one;
      }
    }
    var known = Arrays.stream(values()).map(Scenario::word).collect(Collectors.joining(", "));
    throw new Refusal("there is no scenario '%s', there are %s".formatted(name, known));
  }

  /** Its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String title() {
    return title;
  }

  /** What happens and when; the same for the same chance and start. */
  Plan plan(RandomGenerator chance, Instant start) throws IOException {
    var file = new SceneFile(chance);
    var steps =
        switch (this) {
          case CALM_DAY -> file.read("calm-day");
          case BAD_LAUNCH -> BadLaunch.steps(file, chance);
          case POISON -> Poison.steps(file, chance);
        };
    return Plan.of(steps, start, told);
  }
}
