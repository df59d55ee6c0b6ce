package heed.alerting.invitations;

import heed.alerting.invitations.Invitation.Delivered;
import heed.alerting.invitations.Invitation.Moments;
import heed.alerting.invitations.Invitation.State;
import heed.events.OrderCancelled;
import heed.events.OrderDelivered;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask, when. It sees an order and what became of its invitation, never a review, so nothing
 * that somebody will say, or is expected to say, can enter the choice.
 *
 * @param delay from the delivery to the invitation
 * @param reminder from the invitation to the reminder; empty: none
 * @param tooOld an order delivered longer ago is not asked about
 * @param atMostEvery the pause between two letters to a customer of several orders; zero: none
 * @param zone of a storefront, where nothing better is known
 */
record InvitationDecider(
    Duration delay,
    Optional<Duration> reminder,
    Duration tooOld,
    Duration atMostEvery,
    Daytime daytime,
    Function<String, ZoneId> zone) {

  InvitationDecider {
    if (delay.isNegative() || atMostEvery.isNegative()) {
      throw new IllegalArgumentException(
          "heed.invitations.delay and heed.invitations.at-most-every must not be negative");
    }
    if (tooOld.compareTo(delay) <= 0) {
      throw new IllegalArgumentException(
          "heed.invitations.too-old is "
              + tooOld
              + ", must be longer than heed.invitations.delay, which is "
              + delay);
    }
    if (reminder.filter(r -> r.isNegative() || r.isZero()).isPresent()) {
      throw new IllegalArgumentException("heed.invitations.reminder must be positive, or none");
    }
  }

  /** After what was heard of the order; the same object if nothing changes. */
  Invitation heard(@Nullable Invitation known, OrderHeard heard, Instant now) {
    if (known != null && known.revision() >= heard.revision()) {
      return known;
    }
    var before = known == null ? unknown(heard) : known.at(heard.revision());
    if (before.state() == State.ERASED) {
      return before;
    }
    return switch (heard) {
      case OrderHeard.Delivered delivered -> delivered(before, known, delivered.event(), now);
      case OrderHeard.Cancelled cancelled -> cancelled(before, cancelled.event());
      case OrderHeard.Opened opened -> before.with(before.moments().opened(opened.event().at()));
      case OrderHeard.Declined declined ->
          ended(before, State.DECLINED).with(before.moments().declined(declined.event().at()));
    };
  }

  private static Invitation unknown(OrderHeard heard) {
    return new Invitation(
        heard.orderKey(),
        heard.storefront(),
        heard.revision(),
        State.WAITING,
        null,
        null,
        Moments.NONE);
  }

  private static Invitation ended(Invitation before, State end) {
    return before.state().open() ? before.ended(end) : before;
  }

  private static Invitation cancelled(Invitation before, OrderCancelled event) {
    var end = event.reason() == OrderCancelled.Reason.REFUNDED ? State.REFUNDED : State.CANCELLED;
    return ended(before, end).with(before.moments().cancelled(event.receivedAt()));
  }

  private Invitation delivered(
      Invitation before, @Nullable Invitation known, OrderDelivered event, Instant now) {
    var order = order(event);
    if (before.state().unasked() && before.moments().askedAt() == null) {
      return begun(before.with(order), order, known, now);
    }
    return before.with(before.state() == State.INVITED ? order : order.withoutContact());
  }

  private Invitation begun(
      Invitation invitation, Delivered order, @Nullable Invitation known, Instant now) {
    if (order.contact() == null) {
      return invitation.ended(State.UNREACHABLE);
    }
    var late = now.isAfter(order.deliveredAt().plus(tooOld));
    var first = known == null || known.order() == null || known.state() != State.WAITING;
    if (late && first) {
      return invitation.ended(State.LAPSED);
    }
    var due = order.deliveredAt().plus(delay);
    return invitation.in(State.WAITING).next(daytime.first(due, zones(invitation)));
  }

  private static Delivered order(OrderDelivered event) {
    return new Delivered(
        event.orderId(),
        event.customer().id(),
        event.customer().contact(),
        event.products(),
        event.language(),
        event.country(),
        event.timeZone(),
        event.deliveredAt(),
        event.receivedAt());
  }

  /**
   * What is due.
   *
   * @param lastAsked when the customer was last written to about any order; null: never
   * @param suppressed true if he wants no invitations
   */
  Step step(Invitation invitation, @Nullable Instant lastAsked, boolean suppressed, Instant now) {
    var due = due(invitation);
    if (due == null) {
      return new Step.Leave();
    }
    if (suppressed) {
      return new Step.End(State.SUPPRESSED);
    }
    var letter = invitation.state() == State.WAITING ? Letter.INVITATION : Letter.REMINDER;
    if (tooLate(invitation, letter, now)) {
      return late(letter);
    }
    var earliest = later(due, now);
    if (lastAsked != null) {
      earliest = later(earliest, lastAsked.plus(atMostEvery));
    }
    var at = daytime.first(earliest, zones(invitation));
    return at.isAfter(now) ? new Step.Wait(at) : new Step.Ask(letter);
  }

  /** After it was decided that a letter goes. */
  static Invitation asked(Invitation before, Letter letter, Instant now) {
    return before
        .in(letter == Letter.INVITATION ? State.INVITED : State.REMINDED)
        .next(null)
        .with(before.moments().asked(now));
  }

  /** After the mail server had a letter: a reminder is due some days after the invitation only. */
  Invitation arrived(Invitation before, Letter letter, Instant now) {
    if (letter == Letter.REMINDER) {
      var reminded = before.with(before.moments().reminded(now));
      return before.state() == State.REMINDED ? reminded.ended(State.REMINDED) : reminded;
    }
    var sent = before.with(before.moments().sent(now));
    if (before.state() != State.INVITED) {
      return sent;
    }
    return reminder
        .map(r -> sent.next(daytime.first(now.plus(r), zones(before))))
        .orElseGet(() -> sent.ended(State.INVITED));
  }

  /**
   * After an address turned out to take no mail.
   *
   * @param goesOn true if the customer is written to at another one
   */
  static Invitation bounced(Invitation before, boolean goesOn, Instant now) {
    var ended = before.state().open() && !goesOn ? before.ended(State.BOUNCED) : before;
    return ended.with(before.moments().bounced(now));
  }

  /**
   * Whether a letter that was decided on may leave now.
   *
   * @return Ask, or Wait while it is night there, or End if it waited for too long, or Leave if it
   *     is not to be sent any more
   */
  Step leaving(Invitation invitation, Letter letter, Instant now) {
    var wanted = letter == Letter.INVITATION ? State.INVITED : State.REMINDED;
    if (invitation.state() != wanted) {
      return new Step.Leave();
    }
    if (tooLate(invitation, letter, now)) {
      return late(letter);
    }
    var at = daytime.first(now, zones(invitation));
    return at.isAfter(now) ? new Step.Wait(at) : new Step.Ask(letter);
  }

  /** Of an old order, or reminding of an old letter. */
  private boolean tooLate(Invitation invitation, Letter letter, Instant now) {
    var order = invitation.order();
    if (letter == Letter.INVITATION || order == null) {
      return order == null || now.isAfter(order.deliveredAt().plus(tooOld));
    }
    var sentAt = invitation.moments().sentAt();
    var after = reminder.orElse(Duration.ZERO).plus(tooOld);
    return sentAt != null && now.isAfter(sentAt.plus(after));
  }

  /** An invitation that comes too late is none; without its reminder it still is one. */
  private static Step late(Letter letter) {
    return new Step.End(letter == Letter.INVITATION ? State.LAPSED : State.INVITED);
  }

  private @Nullable Instant due(Invitation invitation) {
    var order = invitation.order();
    if (order == null) {
      return null;
    }
    var sentAt = invitation.moments().sentAt();
    return switch (invitation.state()) {
      case WAITING -> order.deliveredAt().plus(delay);
      case INVITED -> sentAt == null ? null : reminder.map(sentAt::plus).orElse(null);
      default -> null;
    };
  }

  private List<ZoneId> zones(Invitation invitation) {
    var order = invitation.order();
    return Zones.of(
        order == null ? null : order.timeZone(),
        order == null ? null : order.country(),
        zone.apply(invitation.storefront()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
