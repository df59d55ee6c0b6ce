package heed.metrics;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.Tags.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to a storefront in a week, by chance. */
final class Story {
  /** Reviews, edits back and forth, cases, erasures: in each review's order, mixed among them. */
  static List<Heard> of(String storefront, Random random) {
    var streams = new ArrayList<List<Heard>>();
    for (var i = 0; i < 150; i++) {
      streams.add(story(given(storefront, i, random), random));
    }
    streams.add(
        List.of(
            Given.customerErased(storefront, "c-3", Given.NOON.minus(Duration.ofDays(2))),
            Given.customerErased(storefront, "c-4", Given.NOON.plus(Duration.ofDays(9)))));
    var log = new ArrayList<Heard>();
    while (!streams.isEmpty()) {
      var stream = streams.remove(random.nextInt(streams.size()));
      log.add(stream.getFirst());
      if (stream.size() > 1) {
        streams.add(stream.subList(1, stream.size()));
      }
    }
    return log;
  }

  private static Given given(String storefront, int i, Random random) {
    var at = Given.NOON.minus(Duration.ofMinutes(random.nextInt(10_000)));
    return Given.review(storefront, "r-" + i)
        .product("sku-" + random.nextInt(4))
        .by(random.nextInt(3) == 0 ? null : "c-" + random.nextInt(8))
        .from(
            random.nextInt(4) == 0 ? null : List.of("LV", "SI", "DE").get(random.nextInt(3)),
            random.nextInt(4) == 0 ? null : List.of("lv", "sl", "de").get(random.nextInt(3)),
            Channel.values()[random.nextInt(Channel.values().length)])
        .received(at)
        .submitted(random.nextBoolean() ? null : at.minusSeconds(random.nextInt(100_000)))
        .nps(random.nextBoolean() ? null : random.nextInt(11))
        .stars(1, Label.NEGATIVE);
  }

  private static List<Heard> story(Given first, Random random) {
    var events = new ArrayList<Heard>();
    var revision = 1000L + random.nextInt(1000);
    var edited = first.stars(4, Label.POSITIVE).received(first.receivedAt().plusSeconds(90_000));
    events.add(first.tagged(revision));
    if (random.nextBoolean()) {
      events.addAll(promise(first, random));
    }
    if (random.nextBoolean()) {
      events.add(edited.tagged(revision + 1));
    }
    if (random.nextInt(3) == 0) {
      events.add(first.stars(null, null).tagged(revision + 2));
      events.add(first.tagged(revision + 3));
    }
    if (random.nextInt(5) == 0) {
      events.add(first.erased(revision + 4));
      if (random.nextBoolean()) {
        events.add(edited.received(edited.receivedAt().plusSeconds(9)).tagged(revision + 5));
      }
    }
    return events;
  }

  private static List<Heard> promise(Given given, Random random) {
    Instant answered = given.receivedAt().plusSeconds(random.nextInt(80_000));
    return switch (random.nextInt(4)) {
      case 0 -> List.of(given.opened());
      case 1 ->
          List.of(
              given.opened(),
              given.moved(2, Status.ANSWERED, SlaStatus.MET, answered, Recovery.POSSIBLE),
              given.moved(3, Status.ANSWERED, SlaStatus.MET, answered, Recovery.RECOVERED));
      case 2 ->
          List.of(
              given.opened(),
              given.moved(2, Status.OPEN, SlaStatus.BREACHED, null, Recovery.NONE),
              given.moved(
                  3,
                  Status.ANSWERED,
                  SlaStatus.BREACHED,
                  answered.plusSeconds(90_000),
                  Recovery.NONE));
      default ->
          List.of(
              given.opened(),
              given.moved(2, Status.CANCELLED, SlaStatus.CANCELLED, null, Recovery.NONE));
    };
  }

  private Story() {}
}
