package heed.alerting.invitations;

import heed.alerting.Desk;
import heed.alerting.Loop;
import heed.alerting.PrivacyKeys;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * Counts what waits, forgets what nobody can ask about any more, and after a rotation of the
 * privacy key seals contacts anew, some at a time.
 */
@ApplicationScoped
class InvitationHousekeeping {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int BATCH = 10_000;
  private static final int SEALED_AT_ONCE = 200;

  private static final String PURGE =
      """
      delete from invitations where order_key in (
        select order_key from invitations
        where next_at is null and changed_at < now() - make_interval(secs => ?)
        order by changed_at limit ? for update skip locked)
      """;

  /** Where nobody can be written to, nothing is kept for a letter that nobody will write. */
  private static final String LAPSE =
      """
      update invitations set next_at = null, contact = null, changed_at = clock_timestamp(),
        state = case state when 'WAITING' then 'LAPSED' else state end
      where order_key in (
        select order_key from invitations where next_at < now() - make_interval(secs => ?)
        order by next_at limit ? for update skip locked)
      """;

  /**
   * A copy of the release before drops letters of which it knows nothing, and tells nobody. One
   * that was dropped here has left its order in another state.
   */
  private static final String TAKE_UP =
      """
      update deliveries set state = 'WAITING', since = clock_timestamp(),
        next_at = clock_timestamp(), done_at = null
      where id in (
        select d.id from invitations i
        join invitation_letters l on l.order_key = i.order_key
        join deliveries d on d.id = l.delivery_id
        where i.next_at is null and i.contact is not null and d.state = 'DROPPED'
          and case l.letter
            when 'INVITATION' then i.state = 'INVITED' and i.sent_at is null
              and i.delivered_at > now() - make_interval(secs => ?)
            else i.state = 'REMINDED' and i.reminded_at is null
              and i.asked_at > now() - make_interval(secs => ?) end
        limit ? for update of d skip locked)
      """;

  private static final String SEALED_BEFORE =
      """
      select order_key, contact from invitations
      where contact is not null and not starts_with(contact, ?) and order_key > ?
      order by order_key limit ? for update skip locked
      """;

  private static final String COUNT =
      """
      select count(*) as waiting,
        count(*) filter (where next_at < (select clock_timestamp() - interval '1 minute')) as overdue
      from invitations where next_at is not null
      """;

  private final Transactions transactions;
  private final PrivacyKeys keys;
  private final Desk desk;
  private final InvitationMeters meters;
  private final InvitationSettings settings;
  private final Loop loop;

  InvitationHousekeeping(
      Transactions transactions,
      PrivacyKeys keys,
      Desk desk,
      InvitationMeters meters,
      InvitationSettings settings) {
    this.transactions = transactions;
    this.keys = keys;
    this.desk = desk;
    this.meters = meters;
    this.settings = settings;
    this.loop = new Loop("invitations-housekeeping", Duration.ofSeconds(30), this::keep);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** True if there may be more to forget. */
  boolean keep() {
    transactions.read(this::count);
    if (keys.rotating()) {
      reseal();
    }
    transactions.call(LIMIT, this::takeUp);
    transactions.call(LIMIT, this::lapse);
    return transactions.call(
            LIMIT, c -> Sql.update(c, PURGE, (double) settings.keep().toSeconds(), BATCH))
        == BATCH;
  }

  /** Letters that were dropped by mistake wait again, unless it is too late for them. */
  int takeUp(Connection connection) throws SQLException {
    var late = (double) settings.tooOld().toSeconds();
    return Sql.update(connection, TAKE_UP, late, late, BATCH);
  }

  int lapse(Connection connection) throws SQLException {
    return Sql.update(connection, LAPSE, (double) settings.tooOld().toSeconds(), BATCH);
  }

  private boolean count(Connection connection) throws SQLException {
    return Sql.list(
            connection,
            COUNT,
            row -> {
              meters.audited(row.getLong("waiting"), row.getLong("overdue"));
              return true;
            })
        .getFirst();
  }

  private record SealedContact(UUID orderKey, String contact) {}

  /** One way through; what somebody holds is found on the next one. Tells how many are left. */
  void reseal() {
    var from = new UUID(0, 0);
    var left = 0L;
    while (true) {
      var after = from;
      var found = transactions.call(LIMIT, c -> some(c, after));
      left += found.left();
      if (found.last() == null) {
        break;
      }
      from = found.last();
    }
    meters.sealedBefore(left);
  }

  /**
   * @param left those that no key opened
   * @param last behind which the next ones are; null at the end
   */
  private record Way(int left, @org.jspecify.annotations.Nullable UUID last) {}

  private Way some(Connection connection, UUID after) throws SQLException {
    var found =
        Sql.list(
            connection,
            SEALED_BEFORE,
            row ->
                new SealedContact(row.getObject("order_key", UUID.class), row.getString("contact")),
            keys.mark(),
            after,
            SEALED_AT_ONCE);
    var left = 0;
    for (var one : found) {
      var anew = desk.sealedAnew(one.orderKey(), one.contact());
      left += anew == null ? 1 : 0;
      if (anew != null) {
        Sql.update(
            connection,
            "update invitations set contact = ? where order_key = ?",
            anew,
            one.orderKey());
      }
    }
    return new Way(left, found.isEmpty() ? null : found.getLast().orderKey());
  }
}
