package heed.metrics.display;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a review that has just been written or revised. */
public final class DisplayDecider {
  /**
   * The decision.
   *
   * @param held why a person has to look at it; then no rule publishes it
   * @param rule the one that publishes it; null: only a person does
   * @param publishAt from when on
   */
  public record Plan(Set<Hold> held, @Nullable String rule, @Nullable Instant publishAt) {
    static final Plan WAIT = new Plan(Set.of(), null, null);

    /** True if it is to be shown by now. */
    public boolean publishes(Instant now) {
      return publishAt != null && !publishAt.isAfter(now);
    }

    /** True if nothing has to be remembered of it. */
    public boolean isPlain() {
      return held.isEmpty() && rule == null;
    }
  }

  /**
   * Decides.
   *
   * @param spoken true if a person hid an earlier revision, or put it back: then a person decides
   */
  public static Plan decide(
      DisplayRules rules, Traits review, Set<Hold> suspicions, boolean spoken) {
    var held = EnumSet.noneOf(Hold.class);
    held.addAll(suspicions);
    if (spoken) {
      held.add(Hold.REVISED);
    }
    if (!held.isEmpty()) {
      return new Plan(held, null, null);
    }
    for (var rule : rules.rules()) {
      if (rule.when().fits(review)) {
        return new Plan(held, rule.name(), review.receivedAt().plus(rule.publishAfter()));
      }
    }
    return Plan.WAIT;
  }

  private DisplayDecider() {}
}
