package heed.metrics.segments;

import heed.events.EventType;
import heed.events.SegmentEntered;
import heed.events.SegmentLeft;
import heed.events.Topics;
import heed.metrics.FoldingLocks;
import heed.metrics.Repeating;
import heed.metrics.Storefronts;
import heed.metrics.Transactions;
import heed.metrics.outbox.Outbox;
import heed.metrics.outbox.Outgoing;
import heed.metrics.segments.SegmentRow.Moved;
import heed.metrics.segments.SegmentRow.Telling;
import heed.metrics.segments.SegmentRows.Key;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Decides the segments that are due: because something was heard of the customer, or because time
 * alone changes them. Any number of copies may; each takes rows that no other holds, and what is
 * told is written in the transaction that keeps the segment.
 */
@ApplicationScoped
class SegmentKeeper {
  private static final int BATCH = 500;

  /** Of those whose time has come, however many marks there are. */
  private static final int AT_LEAST = 100;

  private final Transactions transactions;
  private final Storefronts storefronts;
  private final SegmentDecider decider = new SegmentDecider();
  private final boolean consentRequired;
  private final Repeating repeating;
  private String place = SegmentMarkRows.BEGINNING;

  SegmentKeeper(Transactions transactions, Storefronts storefronts, SegmentSettings settings) {
    this.transactions = transactions;
    this.storefronts = storefronts;
    this.consentRequired = settings.consentRequired();
    this.repeating = new Repeating("segments", settings.every(), this::keep).resting();
  }

  void start(@Observes StartupEvent event) {
    repeating.start();
  }

  void stop(@Observes ShutdownEvent event) {
    repeating.close();
  }

  /** Decides some; true if more may wait. */
  boolean keep() throws SQLException {
    var from = place;
    place = SegmentMarkRows.BEGINNING; // if it fails, and where nothing is left behind it
    var due = transactions.write(connection -> keep(connection, from));
    if (due.marks() == BATCH) {
      place = due.last();
    }
    return due.isFull() || !from.equals(SegmentMarkRows.BEGINNING);
  }

  /**
   * Who is decided about.
   *
   * @param rows as they are kept, one for each
   * @param fresh those who have no row yet
   * @param marks how many marks were taken
   * @param last place of the last mark
   */
  private record Due(Map<Key, SegmentRow> rows, Set<Key> fresh, int marks, String last) {
    boolean isFull() {
      return marks == BATCH || rows.size() >= BATCH;
    }
  }

  /** No erasure goes on beside it: it would not see a row that is being written. */
  Due keep(Connection connection, String from) throws SQLException {
    FoldingLocks.besideErasures(connection);
    var due = claim(connection, from);
    if (!due.rows().isEmpty()) {
      decide(connection, due);
    }
    return due;
  }

  private static Due claim(Connection connection, String from) throws SQLException {
    var taken = SegmentMarkRows.take(connection, from, BATCH);
    var rows = new TreeMap<Key, SegmentRow>();
    SegmentRows.lock(connection, taken.customers()).forEach(row -> rows.put(row.key(), row));
    var fresh = new TreeSet<>(taken.customers());
    fresh.removeAll(rows.keySet());
    fresh.forEach(key -> rows.put(key, SegmentRow.unknown(key)));
    var left = Math.max(BATCH - rows.size(), AT_LEAST);
    SegmentRows.claim(connection, left).forEach(row -> rows.put(row.key(), row));
    return new Due(rows, fresh, taken.rows(), taken.last());
  }

  private void decide(Connection connection, Due due) throws SQLException {
    var seen = SeenRows.of(connection, due.rows().keySet());
    var now = now(connection);
    var kept = new ArrayList<SegmentRow>();
    var added = new ArrayList<SegmentRow>();
    var empty = new ArrayList<Key>();
    var told = new ArrayList<Outgoing>();
    var refused = new ArrayList<String>();
    for (var row : due.rows().values()) {
      var moved = moved(row, seen.getOrDefault(row.key(), List.of()), now);
      for (var telling : moved.tellings()) {
        var event = outgoing(row, telling, now);
        told.add(event);
        if (telling instanceof Telling.Left left && left.reason() == SegmentLeft.Reason.CONSENT) {
          refused.add(event.key());
        }
      }
      if (moved.row().isEmpty()) {
        empty.add(row.key());
      } else {
        (due.fresh().contains(row.key()) ? added : kept).add(moved.row());
      }
    }
    SegmentRows.insert(connection, added);
    SegmentRows.save(connection, kept);
    SegmentRows.delete(connection, empty);
    // Who said no is not told of; that he left is told all the same, for one may just be leaving.
    Outbox.recall(connection, Topics.CUSTOMER_SEGMENTS, refused, EventType.SEGMENT_ENTERED);
    Outbox.write(connection, told);
  }

  private Moved moved(SegmentRow row, List<Seen> reviews, Instant now) {
    return storefronts.isOurs(row.storefront())
        ? row.moved(reviews, decider.decide(reviews, now), consentRequired, now)
        : new Moved(row.undecided(reviews), List.of());
  }

  private static Outgoing outgoing(SegmentRow row, Telling telling, Instant now) {
    return switch (telling) {
      case Telling.Entered in -> {
        var event =
            new SegmentEntered(row.storefront(), row.customerId(), in.segment(), now, in.rules());
        yield outgoing(EventType.SEGMENT_ENTERED, event.key(), event, now);
      }
      case Telling.Left out -> {
        var event =
            new SegmentLeft(row.storefront(), row.customerId(), out.segment(), now, out.reason());
        yield outgoing(EventType.SEGMENT_LEFT, event.key(), event, now);
      }
    };
  }

  private static Outgoing outgoing(EventType type, String key, Object event, Instant now) {
    return new Outgoing(Topics.CUSTOMER_SEGMENTS, key, UUID.randomUUID(), type, now, event);
  }

  static Instant now(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement("select date_trunc('milliseconds', clock_timestamp())");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
