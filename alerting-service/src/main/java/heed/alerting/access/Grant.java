package heed.alerting.access;

import heed.door.Holder;
import heed.door.Refusal;
import java.util.Set;

/**
 * What somebody may do, and where.
 *
 * @param storefronts may be {@code {"*"}}, every one
 * @param teams may be {@code {"*"}}, every one
 */
record Grant(Set<String> storefronts, Set<String> roles, Set<String> teams) {
  Grant {
    storefronts = wide(storefronts);
    roles = Set.copyOf(roles);
    teams = wide(teams);
    if (storefronts.isEmpty() || teams.isEmpty()) {
      throw new IllegalArgumentException("a grant without storefronts or teams grants nothing");
    }
  }

  /**
   * What somebody has.
   *
   * @throws Refusal 403 if an identity provider vouches for him and names no storefront or no team
   */
  static Grant of(Holder holder) {
    if (holder.storefronts().isEmpty() || holder.teams().isEmpty()) {
      throw Refusal.status(
          403,
          "this account has no storefront or no team to give to anybody; have its identity provider"
              + " name them, or use a key");
    }
    return new Grant(holder.storefronts(), holder.roles(), holder.teams());
  }

  /** True if whoever has this may give that: nobody gives more than he has. */
  boolean covers(Grant other) {
    return covers(storefronts, other.storefronts)
        && covers(teams, other.teams)
        && roles.containsAll(other.roles);
  }

  static boolean covers(Set<String> mine, Set<String> theirs) {
    return mine.contains(Holder.EVERY) || mine.containsAll(theirs);
  }

  private static Set<String> wide(Set<String> names) {
    return names.contains(Holder.EVERY) ? Set.of(Holder.EVERY) : Set.copyOf(names);
  }
}
