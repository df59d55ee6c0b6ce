package heed.metrics;

import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import heed.events.LanguageTag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the invitation to review one order. What two events tell is put together without
 * regard to which came first, so any order and any repetition of them comes to the same.
 *
 * @param forgottenAt when it was first told to be forgotten: nothing else is known of it then
 */
record Invitation(
    UUID orderKey, String storefront, @Nullable Instant forgottenAt, About about, Moments moments) {

  /**
   * The order.
   *
   * @param revision the greater one holds; -1 of one that is not known
   * @param country empty if it is not known
   * @param language the first part of its code, as tags have it; empty if it is not known
   * @param products each once, in order
   */
  record About(long revision, String country, String language, List<String> products) {
    static final About NOTHING = new About(-1, "", "", List.of());

    About {
      products = products.stream().filter(id -> !id.isEmpty()).distinct().sorted().toList();
    }

    private About orNewer(About other) {
      return other.revision > revision ? other : this;
    }
  }

  /** When things happened to it; null for what did not. */
  record Moments(
      @Nullable Instant sentAt,
      @Nullable Instant remindedAt,
      @Nullable Instant openedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant declinedAt,
      @Nullable Instant bouncedAt) {
    static final Moments NONE = new Moments(null, null, null, null, null, null);

    private Moments orEarlier(Moments other) {
      return new Moments(
          earlier(sentAt, other.sentAt),
          earlier(remindedAt, other.remindedAt),
          earlier(openedAt, other.openedAt),
          earlier(answeredAt, other.answeredAt),
          earlier(declinedAt, other.declinedAt),
          earlier(bouncedAt, other.bouncedAt));
    }
  }

  static Invitation of(InvitationChanged event) {
    if (event.what() == What.FORGOTTEN) {
      return forgotten(event.orderKey(), event.storefront(), event.at());
    }
    var country = event.country() == null ? "" : event.country();
    var language = event.language() == null ? "" : LanguageTag.primary(event.language());
    return new Invitation(
        event.orderKey(),
        event.storefront(),
        null,
        new About(event.revision(), country, language, event.products()),
        new Moments(
            event.sentAt(),
            event.remindedAt(),
            event.openedAt(),
            event.answeredAt(),
            event.declinedAt(),
            event.bouncedAt()));
  }

  private static Invitation forgotten(UUID orderKey, String storefront, Instant at) {
    return new Invitation(orderKey, storefront, at, About.NOTHING, Moments.NONE);
  }

  /** What both tell of the same invitation. */
  Invitation and(@Nullable Invitation other) {
    if (other == null) {
      return this;
    }
    var forgotten = earlier(forgottenAt, other.forgottenAt);
    return forgotten != null
        ? forgotten(orderKey, storefront, forgotten)
        : new Invitation(
            orderKey,
            storefront,
            null,
            about.orNewer(other.about),
            moments.orEarlier(other.moments));
  }

  /** The UTC day in which the first letter was sent; null if none was. */
  @Nullable Instant day() {
    var sentAt = moments.sentAt();
    return sentAt == null ? null : sentAt.truncatedTo(ChronoUnit.DAYS);
  }

  /** What it adds to the day in which it was sent; nothing if it was not. */
  InvitationCounts counts() {
    var sentAt = moments.sentAt();
    var answeredAt = moments.answeredAt();
    return sentAt == null
        ? InvitationCounts.NONE
        : new InvitationCounts(
            1,
            one(moments.remindedAt()),
            one(moments.openedAt()),
            answeredAt == null || answeredAt.isBefore(sentAt) ? 0 : 1,
            one(moments.declinedAt()),
            one(moments.bouncedAt()));
  }

  private static int one(@Nullable Instant at) {
    return at == null ? 0 : 1;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.isBefore(one) ? other : one;
  }
}
