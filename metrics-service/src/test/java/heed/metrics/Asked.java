package heed.metrics;

import heed.events.Ids;
import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The invitation to review an order, as tests tell what became of it. */
record Asked(
    String storefront,
    String order,
    long revision,
    List<String> products,
    @Nullable String language,
    @Nullable String country,
    @Nullable Instant sentAt,
    @Nullable Instant remindedAt,
    @Nullable Instant openedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant declinedAt,
    @Nullable Instant bouncedAt) {

  static Asked about(String storefront, String order) {
    return new Asked(
        storefront, order, 1, List.of("sku-1"), "lv", "LV", null, null, null, null, null, null);
  }

  /** The order as a newer record told it. */
  Asked of(long newer, String language, String country, String... products) {
    return new Asked(
        storefront,
        order,
        newer,
        List.of(products),
        language,
        country,
        sentAt,
        remindedAt,
        openedAt,
        answeredAt,
        declinedAt,
        bouncedAt);
  }

  Asked on(What what, Instant at) {
    return new Asked(
        storefront,
        order,
        revision,
        products,
        language,
        country,
        what == What.SENT ? at : sentAt,
        what == What.REMINDED ? at : remindedAt,
        what == What.OPENED ? at : openedAt,
        what == What.ANSWERED ? at : answeredAt,
        what == What.DECLINED ? at : declinedAt,
        what == What.BOUNCED ? at : bouncedAt);
  }

  Asked sent(Instant at) {
    return on(What.SENT, at);
  }

  UUID key() {
    return Ids.order(storefront, order);
  }

  /** The event that tells of it. */
  InvitationChanged told(What what, Instant at) {
    return new InvitationChanged(
        key(),
        storefront,
        what,
        at,
        revision,
        products,
        language,
        country,
        sentAt,
        remindedAt,
        openedAt,
        answeredAt,
        declinedAt,
        bouncedAt);
  }

  /** That it was sent, with all that followed. */
  InvitationChanged told() {
    return told(What.SENT, sentAt == null ? Instant.EPOCH : sentAt);
  }

  InvitationChanged forgotten(Instant at) {
    return new InvitationChanged(
        key(),
        storefront,
        What.FORGOTTEN,
        at,
        -1,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
