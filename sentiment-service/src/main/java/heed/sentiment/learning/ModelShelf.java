package heed.sentiment.learning;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What {@code models-promoted} holds: the versions of every shop, and which is in force. */
@Singleton
class ModelShelf {
  /** So many versions that can be gone back to, and so many refused ones, are kept per shop. */
  static final int KEPT = 5;

  private final Map<Shop, ModelVersion> inForce = new ConcurrentHashMap<>();
  private final Map<Shop, ConcurrentSkipListMap<Integer, ModelVersion>> versions =
      new ConcurrentHashMap<>();

  void putInForce(ModelVersion version) {
    inForce.put(version.shop(), version);
  }

  void put(ModelVersion version) {
    versions
        .computeIfAbsent(version.shop(), s -> new ConcurrentSkipListMap<>())
        .put(version.version(), version);
  }

  /** Forgets what was under a key; without version it is the one in force. */
  void remove(String key) {
    inForce.keySet().removeIf(shop -> shop.key().equals(key));
    versions.forEach((shop, of) -> of.keySet().removeIf(v -> shop.key(v).equals(key)));
  }

  Set<Shop> shops() {
    var all = new TreeMap<String, Shop>();
    versions.keySet().forEach(s -> all.put(s.key(), s));
    inForce.keySet().forEach(s -> all.put(s.key(), s));
    return new LinkedHashSet<>(all.values());
  }

  /** The version in force; 0 is what ships. */
  int inForce(Shop shop) {
    var version = inForce.get(shop);
    return version == null ? 0 : version.version();
  }

  /** Every version, oldest first. */
  Collection<ModelVersion> versions(Shop shop) {
    var of = versions.get(shop);
    return of == null ? List.of() : List.copyOf(of.values());
  }

  @Nullable ModelVersion version(Shop shop, int version) {
    var of = versions.get(shop);
    return of == null ? null : of.get(version);
  }

  int nextVersion(Shop shop) {
    var newest = versions(shop).stream().mapToInt(ModelVersion::version).max().orElse(0);
    return Math.max(newest, inForce(shop)) + 1;
  }

  /** The newest sample of the last candidate, or null before the first. */
  @Nullable Instant lastTry(Shop shop) {
    return versions(shop).stream()
        .map(ModelVersion::newest)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  /** The version before the one in force that can be gone back to; 0 is what ships. */
  int before(Shop shop) {
    return versions(shop).stream()
        .filter(ModelVersion::usable)
        .mapToInt(ModelVersion::version)
        .filter(v -> v < inForce(shop))
        .max()
        .orElse(0);
  }

  /** The versions that are one too many beside a new one; never the one in force. */
  List<Integer> tooMany(Shop shop, boolean usable) {
    var alike =
        versions(shop).stream()
            .filter(v -> v.usable() == usable)
            .map(ModelVersion::version)
            .filter(v -> v != inForce(shop))
            .toList();
    return alike.subList(0, Math.max(0, alike.size() - (KEPT - 1)));
  }
}
