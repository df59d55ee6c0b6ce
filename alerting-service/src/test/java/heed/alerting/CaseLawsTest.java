package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseFact.Visibility;
import heed.events.EventType;
import heed.events.Tags.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever people, customers and the clock do, in whatever order. */
class CaseLawsTest {
  /** After some minutes something happens; the kinds are those of {@link #step}. */
  record Happening(int minutes, int kind) {}

  @Provide
  Arbitrary<List<Happening>> lives() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 900), Arbitraries.integers().between(0, 9))
        .as(Happening::new)
        .list()
        .ofMaxSize(25);
  }

  @Property
  void everySequenceIsGapFreeAndEveryFactIsToldOnce(@ForAll("lives") List<Happening> life) {
    var told = live(life).told();
    var loud = told.stream().filter(t -> !t.silent()).toList();
    for (var i = 0; i < loud.size(); i++) {
      assertThat(loud.get(i).event().sequence()).isEqualTo(i + 1);
    }
    assertThat(told.stream().map(Told::id)).doesNotHaveDuplicates();
  }

  @Property
  void noBreachIsToldBeforeItsTimeAndNoneWithoutBeingOne(@ForAll("lives") List<Happening> life) {
    var lived = live(life);
    var breaches =
        lived.told().stream().filter(t -> t.event().type() == EventType.SLA_BREACHED).toList();
    assertThat(breaches.size()).isLessThanOrEqualTo(1);
    for (var breach : breaches) {
      assertThat(breach.silent()).isFalse();
      assertThat(breach.event().at()).isAfter(breach.event().sla().dueAt());
    }
    var breached = lived.after().clock().status(lived.after().changedAt()) == SlaStatus.BREACHED;
    assertThat(breaches.size()).isEqualTo(breached ? 1 : 0);
  }

  @Property
  void aDecidedClockNeverChangesItsMind(@ForAll("lives") List<Happening> life) {
    SlaStatus decided = null;
    for (var told : live(life).told()) {
      var status = told.event().sla().status();
      if (decided != null) {
        assertThat(status).isEqualTo(decided);
      }
      if (status != SlaStatus.RUNNING && status != SlaStatus.AT_RISK) {
        decided = status;
      }
    }
  }

  @Property
  void metAndBreachedAndCancelledAndRunningAreAll(@ForAll("lives") List<Happening> life) {
    var counts = new EnumMap<SlaStatus, Integer>(SlaStatus.class);
    var now = Given.TEN.plus(Duration.ofDays(400));
    for (var n = 0; n <= life.size(); n++) {
      counts.merge(live(life.subList(0, n)).after().clock().status(now), 1, Integer::sum);
    }
    assertThat(counts.values().stream().mapToInt(i -> i).sum()).isEqualTo(life.size() + 1);
    assertThat(counts).doesNotContainKeys(SlaStatus.RUNNING, SlaStatus.AT_RISK);
  }

  @Property
  void theNextMarkIsAheadOfEverythingRecorded(@ForAll("lives") List<Happening> life) {
    var c = live(life).after();
    var recorded = new HashSet<String>();
    live(life).told().stream()
        .filter(t -> t.mark() != null)
        .forEach(t -> recorded.add(t.event().cycle() + t.mark().name()));
    assertThat(c.marksAhead()).noneMatch(m -> recorded.contains(c.cycle() + m.name()));
  }

  private static Decision live(List<Happening> life) {
    var opened = Given.openDecision();
    var told = new ArrayList<>(opened.told());
    var c = opened.after();
    var now = Given.TEN;
    long revision = 1;
    for (var happening : life) {
      now = now.plus(Duration.ofMinutes(happening.minutes()));
      try {
        var decision = step(c, happening.kind(), ++revision, now);
        c = decision.after();
        told.addAll(decision.told());
      } catch (CaseDecider.NotNow e) {
        // refused: nothing happened
      }
    }
    return new Decision(c, told);
  }

  private static Decision step(Case c, int kind, long revision, java.time.Instant now) {
    var answer = new CaseCommand.Answer(new UUID(0, revision), "sorry", Visibility.PUBLIC, true);
    return switch (kind) {
      case 0 -> CaseDeciderTest.tick(c, now);
      case 1 -> CaseDeciderTest.act(c, new CaseCommand.Acknowledge(), now);
      case 2 -> CaseDeciderTest.act(c, new CaseCommand.Assign("ilze", null), now);
      case 3 -> CaseDeciderTest.act(c, answer, now);
      case 4 -> CaseDeciderTest.act(c, new CaseCommand.Resolve("done", null), now);
      case 5 -> CaseDeciderTest.act(c, new CaseCommand.Resolve("done", answer), now);
      case 6 -> CaseDeciderTest.act(c, new CaseCommand.Reopen("again"), now);
      case 7 -> CaseDeciderTest.act(c, new CaseCommand.Note(new UUID(1, revision), "n"), now);
      case 8 -> CaseDeciderTest.revise(c, revision, Label.POSITIVE, 4, "good " + revision, now);
      default -> CaseDeciderTest.revise(c, revision, Label.NEGATIVE, 1, "bad " + revision, now);
    };
  }
}
