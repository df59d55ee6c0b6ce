package heed.alerting.invitations;

import heed.alerting.Desk;
import heed.alerting.Sql;
import heed.events.Product;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a customer's orders, for himself. */
@Singleton
class InvitationExport {
  private static final String OF_CUSTOMER =
      """
      select * from invitations where storefront = ? and customer_id = ? and order_key > ?
      order by order_key limit ?
      """;

  private final Desk desk;

  InvitationExport(Desk desk) {
    this.desk = desk;
  }

  /**
   * An order, and how he was asked about it.
   *
   * @param name as the storefront gave it; null once no letter can need it
   * @param email as the name
   */
  record ExportedInvitation(
      UUID orderKey,
      String orderId,
      @Nullable String name,
      @Nullable String email,
      List<Product> products,
      @Nullable String language,
      @Nullable String country,
      @Nullable String timeZone,
      Instant deliveredAt,
      Instant receivedAt,
      String state,
      List<Happened> history) {}

  /** Some of them, behind an order. */
  List<ExportedInvitation> some(
      Connection connection, String storefront, String customerId, UUID after, int limit)
      throws SQLException {
    return Sql.list(
            connection, OF_CUSTOMER, InvitationRows::read, storefront, customerId, after, limit)
        .stream()
        .filter(invitation -> invitation.order() != null)
        .map(this::exported)
        .toList();
  }

  private ExportedInvitation exported(Invitation invitation) {
    var order = java.util.Objects.requireNonNull(invitation.order());
    var contact =
        order.contact() == null ? null : desk.contact(invitation.orderKey(), order.contact());
    return new ExportedInvitation(
        invitation.orderKey(),
        order.orderId(),
        contact == null ? null : contact.name(),
        contact == null ? null : contact.email(),
        order.products(),
        order.language(),
        order.country(),
        order.timeZone(),
        order.deliveredAt(),
        order.receivedAt(),
        invitation.state().name(),
        Happened.to(invitation));
  }
}
