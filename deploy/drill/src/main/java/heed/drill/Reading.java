package heed.drill;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one place says after a drill: how often each review took effect there.
 *
 * @param where as a person names it
 * @param due which reviews must have an effect here
 * @param times by review id; what is not in it has no effect
 * @param values the rating that stands, by review id; null: this place keeps none
 * @param history true: it tells what happened, so an erasure takes nothing out of it
 */
record Reading(
    String where,
    Due due,
    Map<UUID, Integer> times,
    @Nullable Map<UUID, Integer> values,
    boolean history) {
  static Reading state(String where, Due due, Map<UUID, Integer> times) {
    return new Reading(where, due, times, null, false);
  }

  static Reading history(String where, Due due, Map<UUID, Integer> times) {
    return new Reading(where, due, times, null, true);
  }

  enum Due {
    ALL,
    UNHAPPY
  }
}
