package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something became of the invitation to review an order, with all that is known of the invitation
 * by then. Moments are set once and never move, so a reader keeps the earliest of each, and what
 * the order is like from the greatest {@code revision}; {@link What#FORGOTTEN} outlasts everything.
 * Read in whatever order and however often, the events of an order come to the same.
 *
 * <p>It names no person and not the storefront's own number of the order.
 *
 * @param orderKey {@link Ids#order}; the record's key
 * @param what happened; told once per order, so it and the key make the {@code ce_id}
 * @param at when it did
 * @param revision of the order, by which products, language and country are told; -1 where it is
 *     forgotten
 * @param products ids of what was in the order; empty where it is forgotten
 * @param language of the order as the storefront gave it (BCP 47)
 * @param country ISO 3166-1 alpha-2
 * @param sentAt when the mail server had the invitation
 * @param remindedAt when it had the reminder
 * @param openedAt when the link of a letter was first opened
 * @param answeredAt when a review of the order was first received, by whatever way
 * @param declinedAt when the customer said no by the link of a letter
 * @param bouncedAt when the address turned out to take no mail
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvitationChanged(
    UUID orderKey,
    String storefront,
    What what,
    Instant at,
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

  /** What happened. */
  public enum What {
    SENT,
    REMINDED,
    OPENED,
    ANSWERED,
    DECLINED,
    BOUNCED,
    /** The customer was erased, or the time to keep it is over: it counts nowhere from now on. */
    FORGOTTEN
  }

  public InvitationChanged {
    Wire.require(orderKey, "orderKey");
    Wire.require(storefront, "storefront");
    Wire.require(what, "what");
    Wire.require(at, "at");
    products = List.copyOf(Wire.require(products, "products"));
  }
}
