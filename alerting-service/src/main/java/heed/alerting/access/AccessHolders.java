package heed.alerting.access;

import heed.alerting.Loop;
import heed.alerting.Transactions;
import heed.door.Holder;
import heed.door.Holders;
import heed.door.Roster;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Those who may come in, for this service's own door: its rows, in memory. A change that was made
 * here is known at once, one of another copy in half a second, with or without a broker.
 */
@Singleton
class AccessHolders implements Holders {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final int BATCH = 1000;

  private final Transactions transactions;
  private final Roster roster = new Roster();
  private final Map<String, LocalDate> used = new ConcurrentHashMap<>();
  private final Map<String, LocalDate> noted = new ConcurrentHashMap<>();
  private final Loop loop;
  private long heard;
  private volatile boolean complete;

  AccessHolders(Transactions transactions) {
    this.transactions = transactions;
    this.loop = new Loop("access", EVERY, this::step);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** Knows at once what was just written. */
  void hear(Entry entry) {
    roster.hear(entry.told());
  }

  @Override
  public @Nullable Holder byKey(byte[] sha256) {
    var holder = roster.byKey(sha256, Instant.now());
    if (holder != null) {
      used(holder.id());
    }
    return holder;
  }

  @Override
  public @Nullable Holder byId(String id) {
    return roster.byId(id, Instant.now());
  }

  @Override
  public boolean complete() {
    return complete;
  }

  /** Somebody came in today; written down once a day. */
  void used(String id) {
    var today = LocalDate.now(ZoneOffset.UTC);
    if (!today.equals(noted.put(id, today))) {
      used.put(id, today);
    }
  }

  private boolean step() {
    var more =
        transactions.read(
            connection -> {
              var changed = AccessRows.since(connection, heard, BATCH);
              changed.forEach(this::hear);
              if (!changed.isEmpty()) {
                heard = changed.getLast().stamp().change();
              }
              return changed.size() == BATCH;
            });
    complete |= !more;
    writeDown();
    return more;
  }

  private void writeDown() {
    var today = LocalDate.now(ZoneOffset.UTC);
    var ids = used.keySet().stream().toList();
    if (!ids.isEmpty()) {
      transactions.read(
          connection -> {
            AccessRows.used(connection, ids, today);
            return true;
          });
      ids.forEach(used::remove);
    }
  }
}
