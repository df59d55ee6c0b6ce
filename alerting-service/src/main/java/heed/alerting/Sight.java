package heed.alerting;

import heed.door.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which cases somebody sees: those of his storefronts that his teams have. Every case is some
 * team's from its opening on, one that no rule gave away the default team's, which is a team like
 * the others; that nobody has taken it changes nothing.
 *
 * @param storefronts null for every one
 * @param teams null for every one
 */
public record Sight(@Nullable Set<String> storefronts, @Nullable Set<String> teams) {
  static final Sight EVERYTHING = new Sight(null, null);

  /** The condition on rows of cases, of four parameters. */
  static final String ROWS =
      """
      (?::text[] is null or storefront = any (?::text[]))
        and (?::text[] is null or team = any (?::text[]))""";

  /** In an order that is the same in every copy of the service: cursors hold it. */
  public Sight {
    storefronts = sorted(storefronts);
    teams = sorted(teams);
  }

  static Sight of(Caller caller) {
    return new Sight(known(caller.storefronts()), known(caller.teams()));
  }

  /**
   * Of one storefront, if one is named.
   *
   * @throws heed.door.Refusal 403 if the caller may not act for it
   */
  public static Sight of(Caller caller, @Nullable String storefront) {
    return new Sight(CaseQuery.visible(caller, storefront), known(caller.teams()));
  }

  private static @Nullable Set<String> known(Optional<Set<String>> names) {
    return names.orElse(null);
  }

  boolean covers(String storefront, String team) {
    return ofStorefront(storefront) && ofTeam(team);
  }

  private boolean ofStorefront(String storefront) {
    return storefronts == null || storefronts.contains(storefront);
  }

  private boolean ofTeam(String team) {
    return teams == null || teams.contains(team);
  }

  /** Sets the parameters of {@link #ROWS}; answers the index of the next one. */
  int bind(Connection connection, PreparedStatement statement, int from) throws SQLException {
    var index = bind(connection, statement, from, storefronts);
    return bind(connection, statement, index, teams);
  }

  private static int bind(
      Connection connection, PreparedStatement statement, int from, @Nullable Set<String> names)
      throws SQLException {
    var only = names == null ? null : Guards.texts(connection, List.copyOf(names));
    statement.setArray(from, only);
    statement.setArray(from + 1, only);
    return from + 2;
  }

  private static @Nullable Set<String> sorted(@Nullable Set<String> names) {
    return names == null ? null : Collections.unmodifiableSet(new TreeSet<>(names));
  }
}
