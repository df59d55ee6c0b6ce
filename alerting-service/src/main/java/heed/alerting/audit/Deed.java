package heed.alerting.audit;

import heed.door.Holder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request while it runs: who asks what. */
final class Deed {
  static final String KEY = Deed.class.getName();

  final UUID request = UUID.randomUUID();
  final String action;
  final @Nullable String object;

  /** True once it was put down with what it did. */
  volatile boolean told;

  /** Who asks, where only the door itself finds out. */
  volatile @Nullable Holder holder;

  /** Null where it is of no one storefront. */
  volatile @Nullable String storefront;

  Deed(String action, @Nullable String object) {
    this.action = action;
    this.object = object;
  }

  static String id(@Nullable Holder holder) {
    return holder == null ? "nobody" : holder.id();
  }

  static String name(@Nullable Holder holder) {
    return holder == null ? "" : holder.name();
  }

  static AuditEntry.Kind kind(@Nullable Holder holder) {
    return holder == null ? AuditEntry.Kind.NOBODY : AuditEntry.Kind.valueOf(holder.kind().name());
  }
}
