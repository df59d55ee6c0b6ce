package heed.alerting;

import heed.alerting.Contacts.Contact;
import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Source;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What telling people needs to know of a case as it stands now. Its text is not among it: mails and
 * chats keep what they are given, beyond any erasure.
 *
 * @param customerId null for a guest
 * @param ownedFrom the number of the first event that is of this customer: those before were of
 *     somebody else, whose review it was
 * @param dueAt of the answer that it waits for
 * @param source null for a review of the storefront itself
 */
public record CaseBrief(
    UUID id,
    String storefront,
    @Nullable String externalId,
    Product product,
    @Nullable Rating rating,
    Channel channel,
    @Nullable String language,
    @Nullable String customerId,
    long ownedFrom,
    @Nullable String customerName,
    @Nullable String customerEmail,
    String team,
    @Nullable String assignee,
    Status status,
    Recovery recovery,
    Instant dueAt,
    @Nullable Source source) {

  static CaseBrief of(Case c, Contact contact, long ownedFrom) {
    var review = c.content().review();
    var handling = c.handling();
    return new CaseBrief(
        c.id(),
        c.storefront(),
        review.externalId(),
        review.product(),
        review.rating(),
        review.channel(),
        ReviewDecider.language(c.content()),
        review.customer() == null ? null : review.customer().id(),
        ownedFrom,
        contact.name(),
        contact.email(),
        handling.team(),
        handling.assignee(),
        handling.status(),
        handling.recovery(),
        c.response().dueAt(),
        review.source());
  }

  /** Who wrote the review; null for a guest. */
  public @Nullable CustomerName customer() {
    return customerId == null ? null : new CustomerName(storefront, customerId);
  }

  /**
   * True if the customer may be asked to change the review. Platforms differ in what they allow: of
   * a review from elsewhere somebody must have said so.
   */
  public boolean mayAskForUpdate() {
    return source == null || Boolean.TRUE.equals(source.askForUpdate());
  }

  /** True if somebody still has to answer. */
  public boolean unanswered() {
    return status == Status.OPEN || status == Status.ACKNOWLEDGED;
  }

  /** True if somebody still has something to do. */
  public boolean live() {
    return unanswered() || status == Status.ANSWERED;
  }

  /** The name of the product, or its id where it has none. */
  public String productName() {
    return Optional.ofNullable(product.name()).orElse(product.id());
  }
}
