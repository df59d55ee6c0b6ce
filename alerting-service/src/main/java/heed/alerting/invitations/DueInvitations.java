package heed.alerting.invitations;

import heed.alerting.Loop;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.invitations.Invitation.State;
import heed.alerting.telling.Letters;
import heed.events.EventType;
import heed.events.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever is to be asked by the database's time. Any number of copies may run: each takes rows
 * that no other holds, and the letter is put down in the transaction that records that it was
 * decided on. Whoever dies before the commit has asked nobody.
 */
@ApplicationScoped
class DueInvitations {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int BATCH = 500;

  /** How often an order is looked at that waits where nobody is asked. */
  private static final Duration OFF = Duration.ofHours(6);

  /** Letters that wait to leave, beyond which no more are decided on: later is soon enough. */
  private static final int AHEAD = 2000;

  /** The time is asked once, so that the index is read no further than that. */
  private static final String CLAIM =
      """
      select * from invitations where next_at <= (select clock_timestamp())
      order by next_at limit ? for update skip locked
      """;

  /** Held until the commit: two orders of one customer are never decided on side by side. */
  private static final String ALONE =
      """
      select k from unnest(?::text[]) as c (k)
      where pg_try_advisory_xact_lock(hashtextextended(k, 72))
      """;

  private static final String LAST_ASKED =
      """
      select i.storefront, i.customer_id, max(i.asked_at) as at
      from invitations i join unnest(?::text[], ?::text[]) as c (storefront, customer_id)
        using (storefront, customer_id)
      where i.asked_at is not null group by 1, 2
      """;

  /** Where such a letter is there already, nothing is put down: nobody gets a second one. */
  private static final String PUT =
      """
      insert into invitation_letters (delivery_id, order_key, letter) values (?, ?, ?)
      on conflict do nothing
      """;

  private final Transactions transactions;
  private final Asking asking;
  private final Suppressions suppressions;
  private final InvitationLetters letters;
  private final Loop loop;

  DueInvitations(
      Transactions transactions,
      Asking asking,
      Suppressions suppressions,
      InvitationLetters letters,
      InvitationSettings settings) {
    this.transactions = transactions;
    this.asking = asking;
    this.suppressions = suppressions;
    this.letters = letters;
    this.loop = new Loop("due-invitations", settings.poll(), () -> ask() == BATCH);
  }

  void start(@Observes StartupEvent event) {
    if (asking.possible()) {
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** Decides one batch of what is due; answers how many it took. */
  int ask() {
    return transactions.call(LIMIT, this::ask);
  }

  private int ask(Connection connection) throws SQLException {
    if (Letters.unsent(connection, letters, AHEAD) >= AHEAD) {
      return 0;
    }
    var claimed = Sql.list(connection, CLAIM, InvitationRows::read, BATCH);
    if (claimed.isEmpty()) {
      return 0;
    }
    var customers = alone(connection, claimed);
    var lastAsked = lastAsked(connection, claimed);
    var suppressed = suppressions.customers(connection, claimed);
    var now = Transactions.now(connection);
    var changed = new ArrayList<Invitation>();
    for (var one : claimed) {
      var customer = customer(one);
      if (customer != null && !customers.contains(customer)) {
        continue;
      }
      var last = customer == null ? null : lastAsked.get(customer);
      var due = asking.decider().step(one, last, suppressed.contains(one.orderKey()), now);
      var step = asking.of(one.storefront()) ? due : off(due, now);
      var after = after(connection, one, step, now);
      changed.add(after);
      if (step instanceof Step.Ask && customer != null) {
        lastAsked.put(customer, now);
      }
    }
    InvitationRows.save(connection, changed);
    return claimed.size();
  }

  /**
   * What becomes of it where nobody is asked any more: an order waits, until it is too late, as the
   * storefront may ask again; a reminder is let go.
   */
  private static Step off(Step due, Instant now) {
    if (!(due instanceof Step.Ask ask)) {
      return due;
    }
    return ask.letter() == Letter.INVITATION
        ? new Step.Wait(now.plus(OFF))
        : new Step.End(State.INVITED);
  }

  private Invitation after(Connection connection, Invitation one, Step step, Instant now)
      throws SQLException {
    return switch (step) {
      case Step.Wait wait -> one.next(wait.until());
      case Step.End end -> one.ended(end.state());
      case Step.Leave ignored -> one.next(null);
      case Step.Ask ask -> {
        var asked = InvitationDecider.asked(one, ask.letter(), now);
        yield put(connection, one.orderKey(), ask.letter()) ? asked : asked.ended(asked.state());
      }
    };
  }

  /** False if the order had this letter before; one such order must not keep the others waiting. */
  private boolean put(Connection connection, UUID orderKey, Letter letter) throws SQLException {
    var name = letter.name().toLowerCase(Locale.ROOT);
    var id = Ids.fact(orderKey, EventType.ORDER_DELIVERED, name);
    return Letters.put(connection, letters, id, "order." + name)
        && Sql.update(connection, PUT, id, orderKey, letter.name()) == 1;
  }

  /** The customers of whom nobody else holds an order; those of others wait for the next round. */
  private static java.util.Set<String> alone(Connection connection, List<Invitation> claimed)
      throws SQLException {
    var names = new HashSet<String>();
    for (var one : claimed) {
      var customer = customer(one);
      if (customer != null) {
        names.add(customer);
      }
    }
    return new HashSet<>(Sql.list(connection, ALONE, row -> row.getString("k"), names));
  }

  private static Map<String, Instant> lastAsked(Connection connection, List<Invitation> claimed)
      throws SQLException {
    var storefronts = new ArrayList<String>();
    var customers = new ArrayList<String>();
    for (var one : claimed) {
      if (one.order() != null && one.order().customerId() != null) {
        storefronts.add(one.storefront());
        customers.add(one.order().customerId());
      }
    }
    var last = new HashMap<String, Instant>();
    Sql.list(
            connection,
            LAST_ASKED,
            row ->
                Map.entry(
                    name(row.getString("storefront"), row.getString("customer_id")),
                    Sql.at(row, "at")),
            storefronts,
            customers)
        .forEach(entry -> last.put(entry.getKey(), entry.getValue()));
    return last;
  }

  private static @Nullable String customer(Invitation one) {
    var order = one.order();
    var id = order == null ? null : order.customerId();
    return id == null ? null : name(one.storefront(), id);
  }

  private static String name(String storefront, String customerId) {
    return storefront.length() + ":" + storefront + customerId;
  }
}
