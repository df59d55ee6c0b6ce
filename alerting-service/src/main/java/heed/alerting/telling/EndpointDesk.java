package heed.alerting.telling;

import heed.alerting.Deeds;
import heed.alerting.Desk;
import heed.alerting.Transactions;
import heed.alerting.telling.Delivery.State;
import heed.alerting.telling.Endpoint.Crm;
import heed.alerting.telling.Endpoint.Secrets;
import heed.door.Caller;
import heed.door.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps endpoints for those who may; an address is checked before a transaction is begun. */
@ApplicationScoped
class EndpointDesk {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration CHANGE_OVER = Duration.ofHours(24);
  private static final int MOST = 500;

  private final Transactions transactions;
  private final EndpointRows rows;
  private final AddressGuard guard;
  private final Sealed sealed;
  private final CrmTokens tokens;
  private final Desk desk;
  private final Caller caller;
  private final Deeds deeds;

  EndpointDesk(
      Transactions transactions,
      EndpointRows rows,
      AddressGuard guard,
      Sealed sealed,
      CrmTokens tokens,
      Desk desk,
      Caller caller,
      Deeds deeds) {
    this.transactions = transactions;
    this.rows = rows;
    this.guard = guard;
    this.sealed = sealed;
    this.tokens = tokens;
    this.desk = desk;
    this.caller = caller;
    this.deeds = deeds;
  }

  List<Endpoint> all() {
    return transactions.answer(
        LIMIT, connection -> rows.all(connection).stream().filter(this::visible).toList());
  }

  /**
   * One endpoint.
   *
   * @throws Refusal 404 if there is none, or it hears storefronts that the caller may not
   */
  Endpoint one(String id) {
    return transactions.answer(LIMIT, connection -> load(connection, id));
  }

  /**
   * Keeps a new one.
   *
   * @param crm null unless it is one
   * @throws Refusal 400 if nothing may be sent there, 409 if its id is taken
   */
  Endpoint create(Subscription subscription, String url, @Nullable Crm crm) {
    if (!sealed.possible()) {
      throw Refusal.status(
          409, "an endpoint's secret cannot be sealed: set HEED_PRIVACY_KEY, and start again");
    }
    var address = checked(url, crm != null);
    return transactions.answer(
        LIMIT,
        connection -> {
          if (rows.all(connection).size() >= MOST) {
            throw Refusal.status(409, "there are " + MOST + " endpoints; delete one first");
          }
          var now = Transactions.now(connection);
          var made =
              new Endpoint(subscription, address, Secrets.fresh(), null, now, caller.name(), crm);
          tokens.check(made);
          if (!rows.insert(connection, made)) {
            throw Refusal.status(409, "id: an endpoint has it already; give this one another");
          }
          deeds.done(connection, only(made), made.id());
          return made;
        });
  }

  /**
   * Changes one; null leaves a part as it is.
   *
   * @throws Refusal as {@link #create} and {@link #one} do
   */
  Endpoint change(String id, @Nullable String url, Changes changes, CrmChanges crm) {
    var address = url == null ? null : checked(url, false);
    return transactions.answer(
        LIMIT,
        connection -> {
          var before = load(connection, id);
          if (address != null && before.crm() != null) {
            base(address);
          }
          var after =
              before.changed(
                  changes.of(before.subscription()),
                  address == null ? before.url() : address,
                  crm.of(before));
          if (!after.url().equals(before.url()) || !Objects.equals(after.crm(), before.crm())) {
            tokens.check(after);
          }
          rows.update(connection, after);
          deeds.done(connection, only(after), id);
          return after;
        });
  }

  /** What becomes of a subscription. */
  interface Changes {
    Subscription of(Subscription before);
  }

  /** What becomes of how a CRM is spoken to. */
  interface CrmChanges {
    @Nullable Crm of(Endpoint before);
  }

  Endpoint rotate(String id) {
    return transactions.answer(
        LIMIT,
        connection -> {
          var until = Transactions.now(connection).plus(CHANGE_OVER);
          var after = load(connection, id).rotated(until);
          rows.update(connection, after);
          deeds.done(connection, only(after), id);
          return after;
        });
  }

  /**
   * Deletes one. Its row goes before the routing is asked: a document that names it is either in
   * force by then, or finds it gone.
   *
   * @throws Refusal 409 while the routing names it, saying where
   */
  void delete(String id) {
    transactions.answer(
        LIMIT,
        connection -> {
          var gone = load(connection, id);
          DeliveryRows.giveUp(connection, gone.recipient(), "the endpoint was deleted");
          rows.delete(connection, id);
          var naming = desk.naming(connection, id);
          if (!naming.isEmpty()) {
            throw Refusal.status(
                409,
                "the routing names it at "
                    + String.join(", ", naming)
                    + "; take it out there first");
          }
          deeds.done(connection, only(gone), id);
          return true;
        });
  }

  List<Delivery> deliveries(
      String id, Set<String> states, Instant before, UUID beforeId, int limit) {
    return transactions.answer(
        LIMIT,
        connection -> {
          var to = load(connection, id).recipient();
          return DeliveryRows.list(connection, to, states, before, beforeId, limit);
        });
  }

  /**
   * Delivers again, under the same id.
   *
   * @throws Refusal 404 if there is no such delivery, 409 if it waits already or cannot be sent
   */
  Delivery redeliver(String id, UUID delivery) {
    return transactions.answer(
        LIMIT,
        connection -> {
          var endpoint = load(connection, id);
          if (!endpoint.subscription().enabled()) {
            throw Refusal.status(409, "the endpoint is disabled; enable it first");
          }
          var again = DeliveryRows.redeliver(connection, endpoint.recipient(), delivery);
          if (again == null) {
            throw notAgain(DeliveryRows.find(connection, delivery), endpoint);
          }
          deeds.done(connection, only(endpoint), id + "/" + delivery);
          return again;
        });
  }

  /** The storefront whose endpoint it is; null if it hears several. */
  private static @Nullable String only(Endpoint endpoint) {
    var hears = endpoint.subscription().storefronts();
    return hears != null && hears.size() == 1 ? hears.iterator().next() : null;
  }

  private static Refusal notAgain(@Nullable Delivery found, Endpoint endpoint) {
    return found != null
            && found.recipient().equals(endpoint.id())
            && found.state() == State.WAITING
        ? Refusal.status(409, "it is waiting for its next attempt already")
        : Refusal.notFound("no delivery to this endpoint has this id");
  }

  private static void base(EndpointUrl address) {
    if (!address.base()) {
      throw Refusal.field(
          "/url", "url of a CRM must have no query; the paths of the mapping are put behind it");
    }
  }

  private EndpointUrl checked(String url, boolean base) {
    try {
      var address = EndpointUrl.of(url);
      guard.check(address);
      if (base) {
        base(address);
      }
      return address;
    } catch (Unwelcome e) {
      throw Refusal.field("/url", String.valueOf(e.getMessage()));
    }
  }

  private Endpoint load(Connection connection, String id) throws SQLException {
    var found = rows.find(connection, id);
    if (found == null || !visible(found)) {
      throw Refusal.notFound("no endpoint has this id");
    }
    return found;
  }

  private boolean visible(Endpoint endpoint) {
    var own = caller.storefronts();
    var hears = endpoint.subscription().storefronts();
    return own.isEmpty() || (hears != null && own.get().containsAll(hears));
  }
}
