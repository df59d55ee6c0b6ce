package heed.alerting;

import heed.alerting.SealedRows.Position;
import heed.alerting.SealedRows.SealedContact;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * After a rotation of {@code heed.privacy.key}: seals anew, batch by batch, what earlier keys
 * sealed, until nothing of them is left. What was done stays done, so it may be interrupted at any
 * time; copies pass over rows that another one holds.
 */
@ApplicationScoped
class Resealing {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int BATCH = 200;

  private final Transactions transactions;
  private final PrivacyKeys keys;
  private final Contacts contacts;
  private final Meters meters;
  private final Loop loop;
  private @Nullable Position position;

  /**
   * Contacts without a key's id that none of the keys opened, on this way through: only who tries
   * knows that nothing is left to be done for them.
   */
  private long nobodys;

  Resealing(Transactions transactions, PrivacyKeys keys, Contacts contacts, Meters meters) {
    this.transactions = transactions;
    this.keys = keys;
    this.contacts = contacts;
    this.meters = meters;
    this.loop = new Loop("resealing", PAUSE, this::step);
  }

  void start(@Observes StartupEvent event) {
    if (keys.any()) {
      loop.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** True if there may be more to do at once. */
  synchronized boolean step() {
    if (keys.rotating() && more()) {
      return true;
    }
    transactions.read(this::count);
    return false;
  }

  /** A step that was rolled back sealed nothing and found out nothing: the way begins anew. */
  private boolean more() {
    var done = false;
    try {
      var more = transactions.call(LIMIT, this::some);
      done = true;
      return more;
    } finally {
      if (!done) {
        position = null;
      }
    }
  }

  /** Seals some of them anew; false at the end of the way through. */
  private boolean some(Connection connection) throws SQLException {
    var from = position;
    if (from == null) {
      from = Position.of(PrivacyKeys.NO_ID);
      nobodys = 0;
    }
    var found = SealedRows.after(connection, from, BATCH);
    if (found.isEmpty()) {
      var next = keyAfter(connection, from.key());
      position = next == null ? null : Position.of(next);
      return next != null;
    }
    var anew = new ArrayList<SealedContact>();
    for (var one : found) {
      var sealed = contacts.sealedAnew(one.reviewId(), one.contact());
      if (sealed != null) {
        anew.add(new SealedContact(one.storefront(), one.id(), one.reviewId(), sealed));
      } else if (from.key().equals(PrivacyKeys.NO_ID)) {
        nobodys++;
      }
    }
    SealedRows.save(connection, anew);
    var last = found.getLast();
    position = new Position(from.key(), last.storefront(), last.id());
    return true;
  }

  private @Nullable String keyAfter(Connection connection, String key) throws SQLException {
    var next = SealedRows.keyAfter(connection, key);
    return next != null && next.equals(keys.current())
        ? SealedRows.keyAfter(connection, next)
        : next;
  }

  private boolean count(Connection connection) throws SQLException {
    var before = 0L;
    var unknown = 0L;
    for (var entry : SealedRows.byOtherKeys(connection, keys.current()).entrySet()) {
      if (entry.getKey().equals(PrivacyKeys.NO_ID)) {
        var lost = Math.min(nobodys, entry.getValue());
        before += keys.rotating() ? entry.getValue() - lost : 0;
        unknown += lost;
      } else if (keys.previous().contains(entry.getKey())) {
        before += entry.getValue();
      } else {
        unknown += entry.getValue();
      }
    }
    meters.sealed(before, unknown);
    return true;
  }
}
