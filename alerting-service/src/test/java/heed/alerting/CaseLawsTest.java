package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.alerting.EscalationStep.Receiver;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact.CaseEscalated;
import heed.events.CaseFact.Clock;
import heed.events.CaseFact.SlaBreached;
import heed.events.CaseFact.Visibility;
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
  /** Every promise there is, and people to page. */
  private static final ReviewDecider DECIDER =
      Given.decider(
          new Policy(
              "all",
              Duration.ofHours(24),
              Duration.ofHours(8),
              Duration.ofHours(30),
              List.of(0.5, 0.8),
              Duration.ofHours(4),
              null,
              List.of(
                  new EscalationStep(Duration.ofHours(-20), Receiver.TEAM, null),
                  new EscalationStep(Duration.ofHours(-1), Receiver.LEAD, null),
                  new EscalationStep(Duration.ZERO, Receiver.MANAGER, null),
                  new EscalationStep(Duration.ofHours(2), Receiver.LEAD, null))));

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
    var breaches = breaches(lived, null);
    assertThat(breaches.size()).isLessThanOrEqualTo(1);
    for (var breach : breaches) {
      assertThat(breach.event().at()).isAfter(breach.event().sla().dueAt());
    }
    var breached = lived.after().clock().status(lived.after().changedAt()) == SlaStatus.BREACHED;
    assertThat(breaches.size()).isEqualTo(breached ? 1 : 0);
  }

  @Property
  void everyLaterClockTellsItsBreachOnceAndNeverBeforeItsTime(
      @ForAll("lives") List<Happening> life) {
    var lived = live(life);
    var after = lived.after();
    var policy = after.clock().policy();
    var late = after.changedAt();
    for (var told : lived.told()) {
      if (told.mark() != null) {
        assertThat(told.event().at()).isAfter(told.mark().dueAt());
      }
    }
    assertThat(breaches(lived, Clock.NEXT_RESPONSE))
        .hasSameSizeAs(
            after.later().nextResponses().stream()
                .filter(n -> n.clock(policy).status(late) == SlaStatus.BREACHED)
                .toList());
    assertThat(breaches(lived, Clock.RESOLUTION))
        .hasSize(after.later().resolution().status(policy, late) == SlaStatus.BREACHED ? 1 : 0);
  }

  @Property
  void everyStepIsRecordedOncePerCycleAndNoneWhileTheCaseIsHeldOrAnswered(
      @ForAll("lives") List<Happening> life) {
    var steps = new HashSet<String>();
    for (var told : live(life).told()) {
      if (told.event().fact() instanceof CaseEscalated escalated) {
        assertThat(steps.add(told.event().cycle() + escalated.step())).isTrue();
        assertThat(told.event().status()).isEqualTo(Status.OPEN);
      }
    }
  }

  @Property
  void noMoreIsDueOnceAllIsTold(@ForAll("lives") List<Happening> life) {
    var after = live(life).after();
    assertThat(after.marksAhead()).noneMatch(m -> m.due(after.changedAt()));
  }

  private static List<Told> breaches(Decision lived, Clock clock) {
    return lived.told().stream()
        .filter(t -> t.event().fact() instanceof SlaBreached b && b.clock() == clock)
        .peek(t -> assertThat(t.silent()).isFalse())
        .toList();
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
    var opened = Given.openDecision(DECIDER);
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
      case 8 ->
          DECIDER.revise(c, Given.tagged(revision, Label.POSITIVE, 4, "good " + revision), now);
      default ->
          DECIDER.revise(c, Given.tagged(revision, Label.NEGATIVE, 1, "bad " + revision), now);
    };
  }
}
