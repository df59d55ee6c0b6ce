package heed.alerting;

import heed.door.Caller;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The door through which those who tell people look at cases and teams. */
@Singleton
public class Desk {
  private static final String CASES = "select * from cases where id = any (?::uuid[])";
  private static final String ANSWER =
      """
      select detail ->> 'text' as text from timeline
      where storefront = ? and case_id = ? and detail ->> 'answerId' = ?
      """;

  private final RoutingStore routing;
  private final Contacts contacts;
  private final Guards guards;

  Desk(RoutingStore routing, Contacts contacts, Guards guards) {
    this.guards = guards;
    this.routing = routing;
    this.contacts = contacts;
  }

  /** These cases as they stand now; an erased one is missing. */
  public Map<UUID, CaseBrief> cases(Connection connection, Collection<UUID> ids)
      throws SQLException {
    var found = new HashMap<UUID, CaseBrief>();
    if (ids.isEmpty()) {
      return found;
    }
    try (var statement = connection.prepareStatement(CASES)) {
      statement.setArray(1, Guards.texts(connection, List.copyOf(ids)));
      try (var rows = statement.executeQuery()) {
        for (var c : CaseRows.read(rows)) {
          var customer = c.content().review().customer();
          var sealed = customer == null ? null : customer.contact();
          found.put(c.id(), CaseBrief.of(c, contacts.open(c.reviewId(), sealed)));
        }
      }
    }
    return found;
  }

  /** True if it is of the caller's storefronts and teams. */
  public boolean sees(Caller caller, CaseBrief brief) {
    return Sight.of(caller).covers(brief.storefront(), brief.team());
  }

  /** Finds a team by id in the routing in force; one that is not there any more is the default. */
  public Function<String, Team> teams(Connection connection) throws SQLException {
    var document = routing.inForce(connection).document();
    return id -> {
      var team = document.team(id);
      return team == null ? Objects.requireNonNull(document.team(document.defaultTeam())) : team;
    };
  }

  /** Where the routing in force names an endpoint, as pointers. */
  public List<String> naming(Connection connection, String endpoint) throws SQLException {
    return routing.inForce(connection).document().endpoints().entrySet().stream()
        .filter(named -> named.getValue().equals(endpoint))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Until the transaction ends no customer is erased. */
  public void besideErasures(Connection connection) throws SQLException {
    guards.enter(connection, false);
  }

  /** True for what was told of a customer up to his erasure, or before everybody knew of it. */
  public boolean forgotten(
      Connection connection, String storefront, String customerId, Instant toldAt)
      throws SQLException {
    var erasedAt = guards.forgottenAt(connection, storefront, customerId);
    return erasedAt != null && !toldAt.isAfter(erasedAt.plus(Erasures.HEARD_EVERYWHERE));
  }

  /** When a customer was forgotten; null if never. */
  public @Nullable Instant erasedAt(Connection connection, String storefront, String customerId)
      throws SQLException {
    return guards.forgottenAt(connection, storefront, customerId);
  }

  /**
   * The name and the address that were sealed to this id, either of which may be absent; null if no
   * key opens it.
   */
  public @Nullable Contact contact(UUID owner, String sealed) {
    var open = contacts.opened(owner, sealed);
    return open == null ? null : new Contact(open.name(), open.email());
  }

  /** The same contact under the current key; null if no key opens it. */
  public @Nullable String sealedAnew(UUID owner, String sealed) {
    return contacts.sealedAnew(owner, sealed);
  }

  /** Who somebody is. */
  public record Contact(@Nullable String name, @Nullable String email) {
    @Override
    public String toString() {
      return "Contact[not shown]";
    }
  }

  /** What somebody answered; null once it is forgotten. */
  public @Nullable String answer(
      Connection connection, String storefront, UUID caseId, UUID answerId) throws SQLException {
    try (var statement = connection.prepareStatement(ANSWER)) {
      statement.setString(1, storefront);
      statement.setObject(2, caseId);
      statement.setString(3, answerId.toString());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getString("text") : null;
      }
    }
  }
}
