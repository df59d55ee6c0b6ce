package heed.alerting.invitations;

import heed.events.Product;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one invitation that an order can have. What a review says, and what is made of it, has no
 * place in it.
 *
 * @param revision of the newest record about the order; -1 before any came
 * @param order null while only its key is known, and after an erasure
 * @param nextAt when it is looked at next; null: never
 */
record Invitation(
    UUID orderKey,
    String storefront,
    long revision,
    State state,
    @Nullable Delivered order,
    @Nullable Instant nextAt,
    Moments moments) {

  /** How far it is, and why it goes no further. */
  enum State {
    /** Nobody was asked yet. */
    WAITING,
    /** The invitation is under way, or there. */
    INVITED,
    /** So is the reminder. */
    REMINDED,
    ANSWERED,
    CANCELLED,
    REFUNDED,
    /** The customer said no to this invitation. */
    DECLINED,
    /** The customer or the address is on the suppression list. */
    SUPPRESSED,
    /** The address takes no mail. */
    BOUNCED,
    /** The letter was given up. */
    UNDELIVERED,
    /** It was too late to ask. */
    LAPSED,
    /** There is no address to write to. */
    UNREACHABLE,
    ERASED;

    /** True while whatever comes in decides anew whether somebody is asked. */
    boolean unasked() {
      return this == WAITING || this == LAPSED || this == UNREACHABLE;
    }

    /** True while an answer, a cancellation or a no still changes where it ends. */
    boolean open() {
      return unasked() || this == INVITED || this == REMINDED || this == UNDELIVERED;
    }
  }

  /**
   * What is known of the order.
   *
   * @param contact sealed; null once no letter can need it
   */
  record Delivered(
      String orderId,
      @Nullable String customerId,
      @Nullable String contact,
      List<Product> products,
      @Nullable String language,
      @Nullable String country,
      @Nullable String timeZone,
      Instant deliveredAt,
      Instant receivedAt) {
    Delivered {
      products = List.copyOf(products);
    }

    Delivered withoutContact() {
      return new Delivered(
          orderId,
          customerId,
          null,
          products,
          language,
          country,
          timeZone,
          deliveredAt,
          receivedAt);
    }

    @Override
    public String toString() {
      return "Delivered[not shown]";
    }
  }

  /**
   * What happened to it, and when; null for what did not.
   *
   * @param askedAt when a letter was last decided on
   * @param sentAt when the mail server had the invitation
   * @param remindedAt when it had the reminder
   */
  record Moments(
      @Nullable Instant askedAt,
      @Nullable Instant sentAt,
      @Nullable Instant remindedAt,
      @Nullable Instant openedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant declinedAt,
      @Nullable Instant cancelledAt,
      @Nullable Instant bouncedAt) {
    static final Moments NONE = new Moments(null, null, null, null, null, null, null, null);

    Moments asked(Instant at) {
      return new Moments(
          at, sentAt, remindedAt, openedAt, answeredAt, declinedAt, cancelledAt, bouncedAt);
    }

    Moments sent(Instant at) {
      return new Moments(
          askedAt, at, remindedAt, openedAt, answeredAt, declinedAt, cancelledAt, bouncedAt);
    }

    Moments reminded(Instant at) {
      return new Moments(
          askedAt, sentAt, at, openedAt, answeredAt, declinedAt, cancelledAt, bouncedAt);
    }

    Moments opened(Instant at) {
      return new Moments(
          askedAt,
          sentAt,
          remindedAt,
          first(openedAt, at),
          answeredAt,
          declinedAt,
          cancelledAt,
          bouncedAt);
    }

    Moments declined(Instant at) {
      return new Moments(
          askedAt,
          sentAt,
          remindedAt,
          openedAt,
          answeredAt,
          first(declinedAt, at),
          cancelledAt,
          bouncedAt);
    }

    Moments cancelled(Instant at) {
      return new Moments(
          askedAt,
          sentAt,
          remindedAt,
          openedAt,
          answeredAt,
          declinedAt,
          first(cancelledAt, at),
          bouncedAt);
    }

    Moments bounced(Instant at) {
      return new Moments(
          askedAt,
          sentAt,
          remindedAt,
          openedAt,
          answeredAt,
          declinedAt,
          cancelledAt,
          first(bouncedAt, at));
    }

    private static Instant first(@Nullable Instant before, Instant at) {
      return before == null ? at : before;
    }
  }

  /** The same, newer. */
  Invitation at(long newer) {
    return new Invitation(orderKey, storefront, newer, state, order, nextAt, moments);
  }

  Invitation with(Moments happened) {
    return new Invitation(orderKey, storefront, revision, state, order, nextAt, happened);
  }

  Invitation with(@Nullable Delivered known) {
    return new Invitation(orderKey, storefront, revision, state, known, nextAt, moments);
  }

  Invitation next(@Nullable Instant at) {
    return new Invitation(orderKey, storefront, revision, state, order, at, moments);
  }

  Invitation in(State other) {
    return new Invitation(orderKey, storefront, revision, other, order, nextAt, moments);
  }

  /** Nobody is written to about it any more, so nothing needs the contact. */
  Invitation ended(State end) {
    return in(end).next(null).with(order == null ? null : order.withoutContact());
  }
}
