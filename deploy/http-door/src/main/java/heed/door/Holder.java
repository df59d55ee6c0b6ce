package heed.door;

import java.util.Set;

/**
 * Who comes in: a program with its key, or a person.
 *
 * @param id stays the same for ever and is never reused, such as {@code key:shop}
 * @param name as timelines and the audit log show it
 * @param storefronts those it acts for; may be {@code {"*"}}
 * @param roles see {@link Role}
 * @param teams those whose cases it sees; may be {@code {"*"}}
 * @param generation sessions that were opened in an earlier one are over
 */
public record Holder(
    String id,
    String name,
    Kind kind,
    Set<String> storefronts,
    Set<String> roles,
    Set<String> teams,
    long generation) {
  /** All storefronts, or all teams. */
  public static final String EVERY = "*";

  /** What came in. */
  public enum Kind {
    KEY,
    PERSON
  }

  /** One whose sessions end only by themselves. */
  public Holder(
      String id,
      String name,
      Kind kind,
      Set<String> storefronts,
      Set<String> roles,
      Set<String> teams) {
    this(id, name, kind, storefronts, roles, teams, 0);
  }

  public Holder {
    storefronts = Set.copyOf(storefronts);
    roles = Set.copyOf(roles);
    teams = Set.copyOf(teams);
  }
}
