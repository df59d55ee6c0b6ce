package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.alerting.EscalationStep.Receiver;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseFact.CaseAnswered;
import heed.events.CaseFact.CaseCancelled;
import heed.events.CaseFact.CaseEscalated;
import heed.events.CaseFact.CaseResolved;
import heed.events.CaseFact.SlaBreached;
import heed.events.CaseFact.Visibility;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand cases with mixed policies live through forty days, two outages among them. The
 * marks are told by a clock that looks every minute while the service is up, as DueMarks does.
 */
class FortyDaysTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_261_123;
  private static final Instant START = Given.TEN;
  private static final Instant END = START.plus(Duration.ofDays(40));
  private static final List<Outage> OUTAGES =
      List.of(outage(7.2, 9.1), outage(20, 20.3), outage(33.33, 33.34));
  private static final List<ReviewDecider> DECIDERS = deciders();

  /** The service is away; the clock is not looked at and nobody can act. */
  private record Outage(Instant from, Instant to) {}

  /** How one case ended up. */
  private record Life(
      SlaStatus status, Instant startedAt, Instant countedAt, int breaches, int marks, int steps) {}

  @Test
  void everyMarkIsOneFactEachBreachIsToldOnceNoneEarlyAndTheSumsAddUp() {
    var start = System.nanoTime();
    Set<UUID> ids = ConcurrentHashMap.newKeySet();
    var lives = IntStream.range(0, CASES).parallel().mapToObj(n -> live(n, ids)).toList();
    Map<SlaStatus, Integer> sums = new EnumMap<>(SlaStatus.class);
    lives.forEach(l -> sums.merge(l.status(), 1, Integer::sum));
    int marks = lives.stream().mapToInt(Life::marks).sum();
    int breaches = lives.stream().mapToInt(Life::breaches).sum();
    System.out.printf(
        "%d cases over 40 days (seed %d): %d marks, %d breaches of the first response, %d steps, %s, %d ms%n",
        CASES,
        SEED,
        marks,
        breaches,
        lives.stream().mapToInt(Life::steps).sum(),
        sums,
        (System.nanoTime() - start) / 1_000_000);
    assertThat(sums.values().stream().mapToInt(i -> i).sum()).isEqualTo(CASES);
    assertThat(breaches).isEqualTo(sums.get(SlaStatus.BREACHED));
    assertThat(sums).containsKeys(SlaStatus.MET, SlaStatus.CANCELLED, SlaStatus.RUNNING);
    theWindowsOfRule17AddUp(lives, sums);
  }

  /** Each case is decided in one day and counted in no other. */
  private static void theWindowsOfRule17AddUp(List<Life> lives, Map<SlaStatus, Integer> sums) {
    var met = 0;
    var breached = 0;
    for (var day = 0; day < 40; day++) {
      var from = START.plus(Duration.ofDays(day));
      var to = from.plus(Duration.ofDays(1));
      for (var life : lives) {
        var counts = life.countedAt().isAfter(from) && !life.countedAt().isAfter(to);
        met += counts && life.status() == SlaStatus.MET ? 1 : 0;
        breached += counts && life.status() == SlaStatus.BREACHED ? 1 : 0;
      }
    }
    assertThat(met).isEqualTo(sums.get(SlaStatus.MET));
    assertThat(breached).isEqualTo(sums.get(SlaStatus.BREACHED));
  }

  private static Life live(int n, Set<UUID> ids) {
    var random = new SplittableRandom(SEED + n);
    var decider = DECIDERS.get(n % DECIDERS.size());
    var review = new UUID(SEED, n);
    var received = START.plusMillis(1 + random.nextLong(Duration.ofDays(38).toMillis()));
    var opened =
        decider.open(
            Given.tagged(review, "shop", null, 1, Label.NEGATIVE, 1, "bad", received),
            ReviewDecider.Past.NONE,
            up(received));
    var c = opened.after();
    var told = new ArrayList<>(opened.told());
    var acts = acts(random, c.openedAt());
    while (true) {
      var mark = c.nextMarkAt();
      var look = mark == null ? Instant.MAX : looksAfter(mark);
      var act = acts.isEmpty() ? Instant.MAX : acts.getFirst();
      var now = look.isBefore(act) ? look : act;
      if (now.isAfter(END)) {
        return check(c, told, ids);
      }
      var decision = look.isBefore(act) ? Story.of(c, now).end() : act(decider, c, random, now);
      if (!look.isBefore(act)) {
        acts.removeFirst();
      }
      c = decision.after();
      told.addAll(decision.told());
    }
  }

  private static List<Instant> acts(SplittableRandom random, Instant from) {
    var acts = new ArrayList<Instant>();
    var at = from;
    for (var i = random.nextInt(6); i > 0; i--) {
      var minutes = Math.round(Math.pow(random.nextDouble(), 3) * 4 * 24 * 60);
      at = up(at.plus(Duration.ofMinutes(minutes)).plusMillis(random.nextInt(60_000)));
      acts.add(at);
    }
    return acts;
  }

  private static Decision act(ReviewDecider decider, Case c, SplittableRandom random, Instant now) {
    var id = new UUID(random.nextLong(), random.nextLong());
    var answer = new CaseCommand.Answer(id, "sorry", Visibility.PUBLIC, random.nextInt(10) > 0);
    try {
      return switch (random.nextInt(10)) {
        case 0, 1, 2 -> CaseDecider.decide(c, answer, "anna", now);
        case 3, 4 -> CaseDecider.decide(c, new CaseCommand.Acknowledge(), "anna", now);
        case 5 -> CaseDecider.decide(c, new CaseCommand.Resolve("done", answer), "anna", now);
        case 6 -> CaseDecider.decide(c, new CaseCommand.Resolve("done", null), "anna", now);
        case 7 -> CaseDecider.decide(c, new CaseCommand.Reopen("again"), "anna", now);
        case 8 -> decider.revise(c, revised(c, Label.POSITIVE, 4, "ok " + id), now);
        default -> decider.revise(c, revised(c, Label.NEGATIVE, 1, "bad " + id), now);
      };
    } catch (CaseDecider.NotNow e) {
      return new Decision(c, List.of());
    }
  }

  private static ReviewTagged revised(Case c, Label label, int stars, String text) {
    var revision = c.content().revision() + 1;
    return Given.tagged(
        c.reviewId(),
        "shop",
        null,
        revision,
        label,
        stars,
        text,
        c.content().review().receivedAt());
  }

  /** Holds what was told against what happened, without asking the clock's own decider. */
  private static Life check(Case c, List<Told> told, Set<UUID> ids) {
    var clock = c.clock();
    var due = clock.policy().hours().dueAt(clock.startedAt(), clock.policy().firstResponse());
    var names = new HashSet<String>();
    var breaches = 0;
    var steps = 0;
    var marks = 0;
    Instant decided = null;
    var answered = false;
    for (var t : told) {
      assertThat(ids.add(t.id())).isTrue();
      var fact = t.event().fact();
      var mark = t.mark();
      if (mark != null) {
        marks++;
        assertThat(names.add(t.event().cycle() + " " + mark.name())).isTrue();
        assertThat(t.event().at()).isAfter(mark.dueAt());
        if (!(fact instanceof CaseEscalated)) {
          assertThat(t.event().at()).isBeforeOrEqualTo(looksAfter(mark.dueAt()));
        }
      }
      breaches += fact instanceof SlaBreached b && b.clock() == null && !t.silent() ? 1 : 0;
      steps += fact instanceof CaseEscalated && !t.silent() ? 1 : 0;
      if (decided == null && fact instanceof CaseAnswered a && a.first()) {
        answered = true;
        decided = t.event().at();
      } else if (decided == null
          && (fact instanceof CaseResolved || fact instanceof CaseCancelled)) {
        decided = t.event().at();
      }
    }
    var status = outcome(due, decided, answered);
    assertThat(breaches).isEqualTo(status == SlaStatus.BREACHED ? 1 : 0);
    var countedAt =
        switch (status) {
          case MET -> decided;
          case BREACHED -> due;
          default -> clock.startedAt();
        };
    return new Life(status, clock.startedAt(), countedAt, breaches, marks, steps);
  }

  private static SlaStatus outcome(Instant due, Instant decided, boolean answered) {
    if (decided == null ? looksAfter(due).isAfter(END) : !decided.isAfter(due)) {
      return decided == null ? SlaStatus.RUNNING : answered ? SlaStatus.MET : SlaStatus.CANCELLED;
    }
    return SlaStatus.BREACHED;
  }

  /** When the clock is looked at next after an instant: the next minute at which it is up. */
  private static Instant looksAfter(Instant at) {
    return up(Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 60) * 60 + 60));
  }

  private static Instant up(Instant at) {
    for (var outage : OUTAGES) {
      if (at.isAfter(outage.from()) && at.isBefore(outage.to())) {
        return outage.to();
      }
    }
    return at;
  }

  private static Outage outage(double fromDay, double toDay) {
    return new Outage(minute(fromDay), minute(toDay));
  }

  private static Instant minute(double day) {
    return START.plus(Duration.ofMinutes(Math.round(day * 24 * 60)));
  }

  private static List<ReviewDecider> deciders() {
    var riga =
        CalendarTest.weekdays(
            CalendarTest.RIGA, List.of(LocalDate.of(2026, 12, 24)), "09:00-17:00");
    var split =
        CalendarTest.weekdays(
            ZoneId.of("America/New_York"), List.of(), "08:00-12:00", "13:30-18:00");
    var nobody = List.<EscalationStep>of();
    var chain =
        List.of(
            new EscalationStep(Duration.ofHours(-2), Receiver.TEAM, null),
            new EscalationStep(Duration.ZERO, Receiver.LEAD, null),
            new EscalationStep(Duration.ofHours(4), Receiver.MANAGER, null),
            new EscalationStep(Duration.ofDays(2), Receiver.WEBHOOK, "chat"));
    return List.of(
        Given.decider(policy(24, null, null, nobody)),
        Given.decider(policy(24, 8, 72, chain)),
        Given.decider(policy(8, 4, 16, chain, riga), riga),
        Given.decider(policy(2, null, 24, chain, split), split),
        Given.decider(policy(100, 1, null, nobody)));
  }

  private static Policy policy(
      int first, Integer next, Integer resolution, List<EscalationStep> chain, WorkingHours... in) {
    return new Policy(
        "p",
        Duration.ofHours(first),
        next == null ? null : Duration.ofHours(next),
        resolution == null ? null : Duration.ofHours(resolution),
        List.of(0.5, 0.8),
        Duration.ofHours(4),
        in.length == 0 ? null : in[0].id(),
        chain);
  }
}
