package heed.alerting.invitations;

import heed.alerting.Desk;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Letters that came back. The address that a letter went to is not written to again; an order whose
 * customer has told another one since goes on with that.
 */
@Singleton
class Bounces {
  /** Where a letter went; of the newest one, if none is named. */
  private static final String WENT_TO =
      """
      select case when l.address is not null then l.address
        when ?::text is null or ? = 'REMINDER' or i.reminded_at is null then i.address end as address
      from invitations i
      left join invitation_letters l on l.order_key = i.order_key and l.letter = ?
      where i.order_key = ?
      """;

  private final Desk desk;
  private final Suppressions suppressions;

  Bounces(Desk desk, Suppressions suppressions) {
    this.desk = desk;
    this.suppressions = suppressions;
  }

  /** Puts down where a letter goes. */
  void going(Connection connection, Invitation invitation, Letter letter, String email)
      throws SQLException {
    var address = suppressions.address(invitation.storefront(), email);
    var key = invitation.orderKey();
    Sql.update(connection, "update invitations set address = ? where order_key = ?", address, key);
    Sql.update(
        connection,
        "update invitation_letters set address = ? where order_key = ? and letter = ?",
        address,
        key,
        letter.name());
  }

  /** The mail server says, as it is handed a letter, that there is no such address. */
  void refused(Connection connection, Invitation invitation, Letter letter) throws SQLException {
    suppress(connection, invitation, letter);
    end(connection, invitation, false);
  }

  /**
   * A letter came back after the mail server had taken it.
   *
   * @param letter null: the newest one
   */
  void reported(Connection connection, Invitation invitation, @Nullable Letter letter)
      throws SQLException {
    var address = suppress(connection, invitation, letter);
    var goesOn =
        address == null
            ? invitation.state() == Invitation.State.REMINDED // the reminder may have arrived
            : elsewhere(connection, invitation, address);
    end(connection, invitation, goesOn);
  }

  private static void end(Connection connection, Invitation invitation, boolean goesOn)
      throws SQLException {
    var now = Transactions.now(connection);
    var after = InvitationDecider.bounced(invitation, goesOn, now);
    InvitationRows.save(connection, List.of(after));
  }

  private @Nullable String suppress(
      Connection connection, Invitation invitation, @Nullable Letter letter) throws SQLException {
    var address = wentTo(connection, invitation, letter);
    if (address != null) {
      suppressions.bounced(connection, invitation.storefront(), address);
    }
    return address;
  }

  private static @Nullable String wentTo(
      Connection connection, Invitation invitation, @Nullable Letter letter) throws SQLException {
    @Nullable String name = letter == null ? null : letter.name();
    return Sql.list(
            connection,
            WENT_TO,
            row -> Optional.ofNullable(row.getString("address")),
            name,
            name,
            name,
            invitation.orderKey())
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  /** True if he is written to at another address by now, or is going to be. */
  private boolean elsewhere(Connection connection, Invitation invitation, String address)
      throws SQLException {
    var order = invitation.order();
    if (order == null || order.contact() == null) {
      var newest = wentTo(connection, invitation, null);
      return newest != null && !newest.equals(address);
    }
    var contact = desk.contact(invitation.orderKey(), order.contact());
    return contact != null
        && contact.email() != null
        && !suppressions.holds(connection, invitation.storefront(), contact.email());
  }
}
