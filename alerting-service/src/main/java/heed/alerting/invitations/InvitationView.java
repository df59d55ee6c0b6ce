package heed.alerting.invitations;

import heed.events.Product;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as it is shown: no name and no address, since nobody has to know them to see how it
 * went.
 *
 * @param orderId null once its customer was erased
 * @param nextAt when somebody is asked, or reminded, at the earliest; null: never
 */
record InvitationView(
    UUID orderKey,
    String storefront,
    @Nullable String orderId,
    @Nullable String customerId,
    Invitation.State state,
    List<Product> products,
    @Nullable String language,
    @Nullable String country,
    @Nullable String timeZone,
    @Nullable Instant deliveredAt,
    @Nullable Instant nextAt,
    List<Happened> history) {

  static InvitationView of(Invitation invitation) {
    var order = invitation.order();
    return new InvitationView(
        invitation.orderKey(),
        invitation.storefront(),
        order == null ? null : order.orderId(),
        order == null ? null : order.customerId(),
        invitation.state(),
        order == null ? List.of() : order.products(),
        order == null ? null : order.language(),
        order == null ? null : order.country(),
        order == null ? null : order.timeZone(),
        order == null ? null : order.deliveredAt(),
        invitation.nextAt(),
        Happened.to(invitation));
  }
}
