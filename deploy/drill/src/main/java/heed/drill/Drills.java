package heed.drill;

import java.util.List;
import java.util.stream.Stream;

/** All there are, in their order. */
final class Drills {
  /** Faults with a beginning and an end. */
  static final List<Drill> FAULTS =
      List.of(
          new KilledIngest(),
          new BrokerAway(),
          new LostAcknowledgement(),
          new KilledLeader(),
          new TooFewInSync(),
          new KilledSentiment(),
          new KilledAlerting(),
          new Zombie(),
          new Rebalances(),
          new PoisonedTopics(),
          new DatabaseAway(),
          new MissingDeadLetters(),
          new KilledTimers(),
          new SkewedClock(),
          new BadReceiver(),
          new RollingRestart(),
          new Replay());

  /** Those that go on for as long as they are told, or are too long for every day. */
  private static final List<Drill> LONG =
      List.of(new RandomFaults(), new Soak(), new Overload(), new Million());

  static final List<Drill> ALL = Stream.concat(FAULTS.stream(), LONG.stream()).toList();

  /** What a build runs: those that say most in three minutes. */
  static final List<String> BRIEF = List.of("1", "2", "6", "7", "17", "13");

  private Drills() {}

  /**
   * Those of these names or numbers; all faults if there are none.
   *
   * @throws IllegalArgumentException if one is not known
   */
  static List<Drill> named(List<String> words) {
    return words.isEmpty() ? FAULTS : words.stream().map(Drills::named).toList();
  }

  private static Drill named(String word) {
    return ALL.stream()
        .filter(d -> d.name().equals(word) || d.number() > 0 && word.equals("" + d.number()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(word + " is no drill; --list tells which there are"));
  }
}
