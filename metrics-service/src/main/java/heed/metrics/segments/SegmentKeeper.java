package heed.metrics.segments;

import heed.events.EventType;
import heed.events.SegmentEntered;
import heed.events.SegmentLeft;
import heed.events.Topics;
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
import java.util.UUID;

/**
 * Decides the segments that are due: because something was heard of the customer, or because time
 * alone changes them. Any number of copies may; each takes rows that no other holds, and what is
 * told is written in the transaction that keeps the segment.
 */
@ApplicationScoped
class SegmentKeeper {
  private static final int BATCH = 500;

  private final Transactions transactions;
  private final Storefronts storefronts;
  private final SegmentDecider decider = new SegmentDecider();
  private final boolean consentRequired;
  private final Repeating repeating;

  SegmentKeeper(Transactions transactions, Storefronts storefronts, SegmentSettings settings) {
    this.transactions = transactions;
    this.storefronts = storefronts;
    this.consentRequired = settings.consentRequired();
    this.repeating = new Repeating("segments", settings.every(), () -> keep() == BATCH);
  }

  void start(@Observes StartupEvent event) {
    repeating.start();
  }

  void stop(@Observes ShutdownEvent event) {
    repeating.close();
  }

  /** Decides some; answers how many. */
  int keep() throws SQLException {
    return transactions.write(this::keep);
  }

  int keep(Connection connection) throws SQLException {
    var due = SegmentRows.claim(connection, BATCH);
    if (due.isEmpty()) {
      return 0;
    }
    var seen = SeenRows.of(connection, due.stream().map(SegmentKeeper::key).toList());
    var now = now(connection);
    var kept = new ArrayList<SegmentRow>();
    var empty = new ArrayList<Key>();
    var told = new ArrayList<Outgoing>();
    var refused = new ArrayList<String>();
    for (var row : due) {
      var reviews = seen.getOrDefault(key(row), List.of());
      var moved = moved(row, reviews, now);
      for (var telling : moved.tellings()) {
        var event = outgoing(row, telling, now);
        told.add(event);
        if (telling instanceof Telling.Left left && left.reason() == SegmentLeft.Reason.CONSENT) {
          refused.add(event.key());
        }
      }
      if (moved.row().isEmpty()) {
        empty.add(key(row));
      } else {
        kept.add(moved.row());
      }
    }
    SegmentRows.save(connection, kept);
    SegmentRows.delete(connection, empty);
    // Who said no is not told of; that he left is told all the same, for one may just be leaving.
    Outbox.recall(connection, Topics.CUSTOMER_SEGMENTS, refused, EventType.SEGMENT_ENTERED);
    Outbox.write(connection, told);
    return due.size();
  }

  private Moved moved(SegmentRow row, List<Seen> reviews, Instant now) {
    return storefronts.isOurs(row.storefront())
        ? row.moved(reviews, decider.decide(reviews, now), consentRequired, now)
        : new Moved(row.undecided(reviews), List.of());
  }

  private static Key key(SegmentRow row) {
    return new Key(row.storefront(), row.customerId());
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
