package heed.door;

import heed.events.AccessChanged;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Everybody whom alerting-service lets in, in memory: what was said last of each. It is told of
 * changes in any order and any number of times; the greatest version of a holder holds.
 *
 * <p>A key is looked for by the first eight bytes of its hash and then compared in constant time:
 * what the search betrays is about the hash of a guess, from which no better guess follows.
 */
public final class Roster {
  private record Opener(byte[] sha256, String id, @Nullable Instant until) {
    boolean opens(Instant now) {
      return until == null || now.isBefore(until);
    }
  }

  private final Map<String, AccessChanged> said = new ConcurrentHashMap<>();
  private final Map<String, Holder> holders = new ConcurrentHashMap<>();
  private final Map<Long, List<Opener>> openers = new ConcurrentHashMap<>();

  /** Hears of a holder; false if nothing newer was said than is known. */
  public synchronized boolean hear(AccessChanged change) {
    var before = said.get(change.id());
    if (before != null && before.version() >= change.version()) {
      return false;
    }
    said.put(change.id(), change);
    if (change.revoked() || change.disabled()) {
      holders.remove(change.id());
    } else {
      holders.put(change.id(), holder(change));
      change.keys().forEach(key -> open(change.id(), key));
    }
    if (before != null) {
      before.keys().stream().filter(key -> !kept(change, key)).forEach(key -> shut(before, key));
    }
    return true;
  }

  /** How many holders it was told of, also those who may no longer come in. */
  public int size() {
    return said.size();
  }

  /** Who may come in with this key now; null for nobody. */
  public @Nullable Holder byKey(byte[] sha256, Instant now) {
    for (var opener : openers.getOrDefault(bucket(sha256), List.of())) {
      if (MessageDigest.isEqual(opener.sha256(), sha256) && opener.opens(now)) {
        return holders.get(opener.id());
      }
    }
    return null;
  }

  /** Who has this id and may come in now; a program may not once all of its keys are over. */
  public @Nullable Holder byId(String id, Instant now) {
    var change = said.get(id);
    if (change == null
        || (change.kind() == AccessChanged.Kind.KEY
            && change.keys().stream().noneMatch(key -> opener(id, key).opens(now)))) {
      return null;
    }
    return holders.get(id);
  }

  /** A key that goes on is replaced in its place, so that no moment is without it. */
  private void open(String id, AccessChanged.Key key) {
    var opener = opener(id, key);
    openers.compute(
        bucket(opener.sha256()),
        (bucket, known) -> {
          var all = new ArrayList<>(known == null ? List.of() : known);
          all.removeIf(o -> MessageDigest.isEqual(o.sha256(), opener.sha256()));
          all.add(opener);
          return List.copyOf(all);
        });
  }

  private void shut(AccessChanged before, AccessChanged.Key key) {
    var gone = opener(before.id(), key);
    openers.computeIfPresent(
        bucket(gone.sha256()),
        (bucket, known) -> {
          var left =
              known.stream()
                  .filter(o -> !MessageDigest.isEqual(o.sha256(), gone.sha256()))
                  .toList();
          return left.isEmpty() ? null : left;
        });
  }

  private static boolean kept(AccessChanged change, AccessChanged.Key key) {
    return !change.revoked()
        && !change.disabled()
        && change.keys().stream().anyMatch(k -> k.sha256().equals(key.sha256()));
  }

  private static Opener opener(String id, AccessChanged.Key key) {
    return new Opener(HexFormat.of().parseHex(key.sha256()), id, key.until());
  }

  private static long bucket(byte[] sha256) {
    return java.nio.ByteBuffer.wrap(sha256).getLong();
  }

  private static Holder holder(AccessChanged change) {
    return new Holder(
        change.id(),
        change.name(),
        change.kind() == AccessChanged.Kind.KEY ? Holder.Kind.KEY : Holder.Kind.PERSON,
        Set.copyOf(change.storefronts()),
        Set.copyOf(change.roles()),
        Set.copyOf(change.teams()),
        change.generation());
  }
}
