package heed.alerting.invitations;

import heed.alerting.Deeds;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows invitations to whoever may see their storefront, and takes in what mail servers say. */
@ApplicationScoped
class InvitationDesk {
  static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
  private static final UUID LAST_ID = new UUID(-1, -1);

  private static final String LIST =
      """
      select * from invitations
      where delivered_at is not null and (delivered_at, order_key) < (?, ?)
        and (?::text[] is null or storefront = any (?::text[]))
        and (?::text[] is null or state = any (?::text[]))
        %s
      order by delivered_at desc, order_key desc limit ?
      """;

  static final String OF_ALL = LIST.formatted("and ?::text is null");
  static final String OF_ORDER = LIST.formatted("and order_id = ?");

  private final Transactions transactions;
  private final Caller caller;
  private final Cursors cursors;
  private final Deeds deeds;
  private final Bounces bounces;

  InvitationDesk(
      Transactions transactions, Caller caller, Cursors cursors, Deeds deeds, Bounces bounces) {
    this.transactions = transactions;
    this.caller = caller;
    this.cursors = cursors;
    this.deeds = deeds;
    this.bounces = bounces;
  }

  /**
   * Which to list.
   *
   * @param storefronts null for every one
   * @param states null for every one
   */
  record Wanted(
      @Nullable Collection<String> storefronts,
      @Nullable Collection<String> states,
      @Nullable String orderId) {}

  /** Those delivered last come first. */
  Listing<InvitationView> list(Wanted wanted, int limit, @Nullable String cursor) {
    var filters = "invitations " + wanted;
    var position = cursors.decode(cursor, filters);
    var parts = position == null ? null : position.split(" ", 2);
    var before = parts == null ? LAST : Instant.parse(parts[0]);
    var beforeKey = parts == null ? LAST_ID : UUID.fromString(parts[1]);
    var found = transactions.answer(LIMIT, c -> list(c, wanted, before, beforeKey, limit));
    var items = found.stream().map(InvitationView::of).toList();
    if (found.size() < limit) {
      return new Listing<>(items, null);
    }
    var last = items.getLast();
    return new Listing<>(
        items, cursors.encode(last.deliveredAt() + " " + last.orderKey(), filters));
  }

  private static List<Invitation> list(
      Connection connection, Wanted wanted, Instant before, UUID beforeKey, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        wanted.orderId() == null ? OF_ALL : OF_ORDER,
        InvitationRows::read,
        before,
        beforeKey,
        wanted.storefronts(),
        wanted.storefronts(),
        wanted.states(),
        wanted.states(),
        wanted.orderId(),
        limit);
  }

  /**
   * One of them.
   *
   * @throws Refusal 404 if there is none that the caller sees
   */
  InvitationView show(UUID orderKey) {
    return transactions.answer(
        LIMIT, c -> InvitationView.of(seen(InvitationRows.find(c, orderKey))));
  }

  InvitationSummary summary(
      String window, Duration length, @Nullable Collection<String> storefronts) {
    return transactions.answer(LIMIT, c -> InvitationSummary.read(c, window, length, storefronts));
  }

  /**
   * Letters about this order cannot be delivered. For good: its address is not written to again.
   * For now: nothing changes, the mail server goes on trying.
   *
   * @param letter that came back; null: the newest one
   */
  void bounced(UUID orderKey, @Nullable Letter letter, boolean forGood) {
    transactions.answer(
        LIMIT,
        connection -> {
          var invitation = seen(InvitationRows.lock(connection, orderKey));
          if (forGood) {
            bounces.reported(connection, invitation, letter);
          }
          deeds.done(connection, invitation.storefront(), orderKey.toString());
          return true;
        });
  }

  /** The id of a path; what is none is nobody's. */
  static UUID uuid(String id, String none) {
    if (id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      return UUID.fromString(id);
    }
    throw Refusal.notFound(none);
  }

  private Invitation seen(@Nullable Invitation found) {
    if (found == null || !caller.mayUse(found.storefront())) {
      throw Refusal.notFound("no invitation is for this order");
    }
    return found;
  }

  /**
   * The storefronts to look at, in an order that is the same in every copy; null for every one.
   *
   * @throws Refusal 403 if the caller may not act for the one that he names
   */
  @Nullable Collection<String> storefronts(@Nullable String named) {
    return named != null
        ? List.of(caller.storefront(named))
        : caller.storefronts().map(TreeSet::new).orElse(null);
  }
}
