package heed.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseFact;
import heed.events.CaseFact.Clock;
import heed.events.CaseFact.SlaBreached;
import heed.events.CaseFact.SlaWarned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the whole case: facts only. It stands still while the case waits for its customer or
 * is closed, so its due time moves with every pause; a time that ran out stays run out.
 *
 * @param spells in which it ran, one after the other; the last has no end while it runs
 * @param ended how the case ended; null while it has not
 * @param told the largest share of the time whose mark is recorded; 1 is the breach
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Resolution(List<Spell> spells, @Nullable End ended, double told) {
  /** Time that counts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Spell(Instant from, @Nullable Instant to) {}

  /** How a case ends. */
  enum End {
    RESOLVED,
    CANCELLED
  }

  Resolution {
    spells = List.copyOf(spells);
  }

  static Resolution start(Instant at) {
    return new Resolution(List.of(new Spell(at, null)), null, 0);
  }

  Instant startedAt() {
    return spells.getFirst().from();
  }

  /** Since when it stands still; null while it runs. */
  @Nullable Instant pausedAt() {
    return spells.getLast().to();
  }

  /** When the time ran out or will; for one that stands still, as if it had gone on. */
  Instant dueAt(SlaPolicy policy) {
    return passing(policy, 1).at();
  }

  SlaStatus status(SlaPolicy policy, Instant now) {
    if (passing(policy, 1).before(now)) {
      return SlaStatus.BREACHED;
    }
    if (ended != null) {
      return ended == End.RESOLVED ? SlaStatus.MET : SlaStatus.CANCELLED;
    }
    var warnAt = policy.warnAt();
    return !warnAt.isEmpty() && passing(policy, warnAt.getLast()).reached(now)
        ? SlaStatus.AT_RISK
        : SlaStatus.RUNNING;
  }

  /** The marks that are not recorded yet and will come unless it is paused, soonest first. */
  List<Mark> marksAhead(SlaPolicy policy) {
    var marks = new ArrayList<Mark>();
    for (var fraction : policy.warnAt()) {
      var name = "resolution-warned-" + fraction;
      add(marks, policy, fraction, name, new SlaWarned(fraction, Clock.RESOLUTION));
    }
    add(marks, policy, 1, "resolution-breached", new SlaBreached(Clock.RESOLUTION));
    return marks;
  }

  private void add(List<Mark> marks, SlaPolicy policy, double share, String name, CaseFact fact) {
    if (share > told) {
      var passing = passing(policy, share);
      if (passing.comes()) {
        marks.add(new Mark(name, passing.at(), fact));
      }
    }
  }

  Resolution paused(Instant at) {
    if (pausedAt() != null) {
      return this;
    }
    var next = new ArrayList<>(spells);
    next.set(next.size() - 1, new Spell(next.getLast().from(), at));
    return new Resolution(next, ended, told);
  }

  Resolution resumed(Instant at) {
    if (pausedAt() == null) {
      return this;
    }
    var next = new ArrayList<>(spells);
    next.add(new Spell(at, null));
    return new Resolution(next, null, told);
  }

  Resolution ended(End how, Instant at) {
    return new Resolution(paused(at).spells(), how, told);
  }

  Resolution marked(double share) {
    return new Resolution(spells, ended, Math.max(told, share));
  }

  /**
   * When a share of the time has passed.
   *
   * @param comes false if it stands still before that
   */
  private record Passing(Instant at, boolean comes) {
    boolean before(Instant now) {
      return comes && at.isBefore(now);
    }

    boolean reached(Instant now) {
      return comes && !at.isAfter(now);
    }
  }

  private Passing passing(SlaPolicy policy, double share) {
    var remaining = SlaPolicy.share(target(policy), share);
    var due = startedAt();
    for (var spell : spells) {
      due = policy.hours().dueAt(spell.from(), remaining);
      var end = spell.to();
      if (end == null || due.isBefore(end)) {
        return new Passing(due, true);
      }
      remaining = remaining.minus(policy.hours().openTime(spell.from(), end));
    }
    return new Passing(due, false);
  }

  private static Duration target(SlaPolicy policy) {
    var target = policy.resolution();
    if (target == null) {
      throw new IllegalStateException("the policy promises no resolution");
    }
    return target;
  }
}
