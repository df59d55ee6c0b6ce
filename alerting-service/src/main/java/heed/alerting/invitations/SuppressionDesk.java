package heed.alerting.invitations;

import static heed.alerting.invitations.InvitationDesk.LIMIT;

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
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The suppression list as people work on it. */
@ApplicationScoped
class SuppressionDesk {
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
  private static final UUID LAST_ID = new UUID(-1, -1);
  private static final String LIST =
      """
      select * from suppressions
      where (at, id) < (?, ?) and (?::text[] is null or storefront = any (?::text[]))
      order by at desc, id desc limit ?
      """;
  private static final String FIND = "select * from suppressions where id = ? for update";

  private final Transactions transactions;
  private final Suppressions suppressions;
  private final Caller caller;
  private final Cursors cursors;
  private final Deeds deeds;

  SuppressionDesk(
      Transactions transactions,
      Suppressions suppressions,
      Caller caller,
      Cursors cursors,
      Deeds deeds) {
    this.transactions = transactions;
    this.suppressions = suppressions;
    this.caller = caller;
    this.cursors = cursors;
    this.deeds = deeds;
  }

  /** The newest first. */
  Listing<SuppressionView> list(
      @Nullable Collection<String> storefronts, int limit, @Nullable String cursor) {
    var filters = "suppressions " + storefronts;
    var position = cursors.decode(cursor, filters);
    var parts = position == null ? null : position.split(" ", 2);
    var before = parts == null ? LAST : Instant.parse(parts[0]);
    var beforeId = parts == null ? LAST_ID : UUID.fromString(parts[1]);
    var found =
        transactions.answer(
            LIMIT,
            c ->
                Sql.list(
                    c,
                    LIST,
                    SuppressionView::read,
                    before,
                    beforeId,
                    storefronts,
                    storefronts,
                    limit));
    var next =
        found.size() < limit
            ? null
            : cursors.encode(found.getLast().at() + " " + found.getLast().id(), filters);
    return new Listing<>(found, next);
  }

  /**
   * Puts somebody on the list.
   *
   * @param storefront null: the only one of the caller
   */
  SuppressionView add(@Nullable String storefront, Suppressions.Kind kind, String whom) {
    var of = caller.storefront(storefront);
    return transactions.answer(
        LIMIT,
        connection -> {
          var id =
              suppressions.add(
                  connection, of, kind, whom, Suppressions.Reason.ASKED, caller.name());
          deeds.done(connection, of, id.toString());
          return find(connection, id);
        });
  }

  /**
   * Takes a line off.
   *
   * @throws Refusal 404 if there is none that the caller sees
   */
  void remove(UUID id) {
    transactions.answer(
        LIMIT,
        connection -> {
          var found = find(connection, id);
          deeds.done(connection, found.storefront(), id.toString());
          return Sql.update(connection, "delete from suppressions where id = ?", id);
        });
  }

  private SuppressionView find(Connection connection, UUID id) throws SQLException {
    var found = Sql.list(connection, FIND, SuppressionView::read, id);
    if (found.isEmpty() || !caller.mayUse(found.getFirst().storefront())) {
      throw Refusal.notFound("no line of the list has this id");
    }
    return found.getFirst();
  }
}
