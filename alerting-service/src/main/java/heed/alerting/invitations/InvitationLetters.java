package heed.alerting.invitations;

import heed.alerting.Desk;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.invitations.Invitation.Delivered;
import heed.alerting.invitations.Invitation.State;
import heed.alerting.telling.Correspondence;
import heed.alerting.telling.LetterKind;
import heed.alerting.telling.LetterTemplates;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.FormLink;
import heed.events.Product;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes invitations and reminders as they leave, of what is so by then: nobody who has answered,
 * said no, sent the order back or sleeps is written to. Here, and nowhere before, the contact is
 * opened.
 */
@Singleton
class InvitationLetters implements Correspondence {
  /** More than these are not named in a letter. */
  private static final int PRODUCTS = 3;

  private static final String PUT_DOWN =
      "select order_key, letter from invitation_letters where delivery_id = ?";

  private final Asking asking;
  private final InvitationSettings settings;
  private final Desk desk;
  private final Suppressions suppressions;
  private final Bounces bounces;
  private final LetterTemplates templates;
  private final InvitationMeters meters;

  InvitationLetters(
      Asking asking,
      InvitationSettings settings,
      Desk desk,
      Suppressions suppressions,
      Bounces bounces,
      LetterTemplates templates,
      InvitationMeters meters) {
    this.asking = asking;
    this.settings = settings;
    this.desk = desk;
    this.suppressions = suppressions;
    this.bounces = bounces;
    this.templates = templates;
    this.meters = meters;
  }

  /** Which letter a delivery carries. */
  private record PutDown(UUID orderKey, Letter letter) {}

  @Override
  public String name() {
    return "invitations";
  }

  @Override
  public Written write(Connection connection, UUID delivery) throws SQLException {
    var putDown = putDown(connection, delivery);
    var invitation = putDown == null ? null : InvitationRows.lock(connection, putDown.orderKey());
    if (putDown == null || invitation == null) {
      return new Written.No("it was forgotten");
    }
    var now = Transactions.now(connection);
    return switch (asking.decider().leaving(invitation, putDown.letter(), now)) {
      case Step.Wait wait -> new Written.Later(wait.until());
      case Step.Ask ask ->
          asking.of(invitation.storefront())
              ? write(connection, invitation, ask.letter(), now)
              : ended(connection, invitation, State.UNDELIVERED, "nobody is asked there any more");
      case Step.Leave ignored -> new Written.No("it was no longer to be sent");
      case Step.End end -> ended(connection, invitation, end.state(), "it is too late for it");
    };
  }

  private Written write(Connection connection, Invitation invitation, Letter letter, Instant now)
      throws SQLException {
    var order = Objects.requireNonNull(invitation.order());
    var contact = contact(invitation, order);
    var email = contact.email();
    if (email == null) {
      return ended(connection, invitation, State.UNREACHABLE, "the order came without an address");
    }
    if (suppressions.customers(connection, List.of(invitation)).size() == 1
        || suppressions.holds(connection, invitation.storefront(), email)) {
      return ended(connection, invitation, State.SUPPRESSED, "it is not wanted there");
    }
    bounces.going(connection, invitation, letter, email);
    return mail(connection, invitation, order, letter, contact, email, now);
  }

  /** One that no key opens is tried again, as long as any letter: the key may come back. */
  private Desk.Contact contact(Invitation invitation, Delivered order) {
    if (order.contact() == null) {
      return new Desk.Contact(null, null);
    }
    var contact = desk.contact(invitation.orderKey(), order.contact());
    if (contact == null) {
      throw new IllegalStateException("a contact cannot be opened: was HEED_PRIVACY_KEY changed?");
    }
    return contact;
  }

  private Written mail(
      Connection connection,
      Invitation invitation,
      Delivered order,
      Letter letter,
      Desk.Contact contact,
      String email,
      Instant now)
      throws SQLException {
    var token = asking.seal().seal(link(invitation, order, now));
    var values =
        Map.of(
            "product", products(order),
            "storefront", asking.name(invitation.storefront()),
            "link", address("r", token),
            "unsubscribe", address("u", token));
    var worded =
        templates.word(
            connection,
            letter == Letter.INVITATION ? LetterKind.INVITATION : LetterKind.REMINDER,
            order.language(),
            asking.language(invitation.storefront()),
            contact.name(),
            values);
    var headers = new LinkedHashMap<String, String>();
    headers.put("List-Unsubscribe", "<" + address("u", token) + ">");
    headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    return new Written.Mail(
        LetterId.of(invitation.orderKey(), letter),
        email,
        worded.subject(),
        worded.text(),
        worded.html(),
        headers);
  }

  private FormLink link(Invitation invitation, Delivered order, Instant now) {
    return new FormLink(
        invitation.orderKey(),
        invitation.storefront(),
        order.orderId(),
        order.products(),
        new Customer(order.customerId(), order.contact()),
        order.language(),
        order.country(),
        order.deliveredAt(),
        Channel.EMAIL,
        now.plus(settings.linkValid()));
  }

  private String address(String path, String token) {
    var form = settings.form().orElseThrow().toString().replaceAll("/+$", "");
    return form + "/" + path + "/" + token;
  }

  private static String products(Delivered order) {
    return order.products().stream()
        .limit(PRODUCTS)
        .map(InvitationLetters::nameOf)
        .collect(Collectors.joining(", "));
  }

  private static String nameOf(Product product) {
    return product.name() == null ? product.id() : product.name();
  }

  private static Written ended(
      Connection connection, Invitation invitation, State end, String because) throws SQLException {
    save(connection, invitation.ended(end));
    return new Written.No(because);
  }

  private static void save(Connection connection, Invitation after) throws SQLException {
    InvitationRows.save(connection, List.of(after));
  }

  @Override
  public void lock(Connection connection, UUID delivery) throws SQLException {
    var putDown = putDown(connection, delivery);
    if (putDown != null) {
      InvitationRows.lock(connection, putDown.orderKey());
    }
  }

  @Override
  public void became(Connection connection, UUID delivery, Fate fate) throws SQLException {
    var putDown = putDown(connection, delivery);
    var invitation = putDown == null ? null : InvitationRows.lock(connection, putDown.orderKey());
    if (putDown == null || invitation == null) {
      return;
    }
    meters.became(putDown.letter(), fate);
    switch (fate) {
      case ARRIVED -> {
        var now = Transactions.now(connection);
        save(connection, asking.decider().arrived(invitation, putDown.letter(), now));
      }
      case BOUNCED -> bounces.refused(connection, invitation, putDown.letter());
      case GIVEN_UP -> {
        if (invitation.state().open()) {
          save(connection, invitation.ended(State.UNDELIVERED));
        }
      }
      case DROPPED -> {}
    }
  }

  private static @Nullable PutDown putDown(Connection connection, UUID delivery)
      throws SQLException {
    var found =
        Sql.list(
            connection,
            PUT_DOWN,
            row ->
                new PutDown(
                    row.getObject("order_key", UUID.class),
                    Letter.valueOf(row.getString("letter"))),
            delivery);
    return found.isEmpty() ? null : found.getFirst();
  }
}
