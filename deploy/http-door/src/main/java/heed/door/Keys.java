package heed.door;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows the configured keys; compares in constant time, so that an answer's delay tells nothing.
 */
@Singleton
class Keys implements Holders {
  private static final String ID = "key:";
  private static final Set<String> ALL_ROLES =
      Set.of(Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN);

  private record Key(byte[] sha256, Holder holder) {}

  private final List<Key> keys;

  Keys(KeyConfig config) {
    keys = config.byName().entrySet().stream().map(e -> key(e.getKey(), e.getValue())).toList();
  }

  @Override
  public @Nullable Holder byKey(byte[] sha256) {
    Holder found = null;
    for (var key : keys) {
      if (MessageDigest.isEqual(key.sha256(), sha256)) {
        found = key.holder();
      }
    }
    return found;
  }

  @Override
  public @Nullable Holder byId(String id) {
    return keys.stream().map(Key::holder).filter(h -> h.id().equals(id)).findFirst().orElse(null);
  }

  private static Key key(String name, KeyConfig.Key key) {
    var roles = key.roles().contains(Holder.EVERY) ? ALL_ROLES : key.roles();
    if (!ALL_ROLES.containsAll(roles)) {
      throw new IllegalArgumentException(
          "heed.keys.%s.roles is %s, may only hold %s or *".formatted(name, roles, ALL_ROLES));
    }
    return new Key(
        hash(name, key.sha256()),
        new Holder(ID + name, name, Holder.Kind.KEY, key.storefronts(), roles, key.teams()));
  }

  private static byte[] hash(String name, String hex) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "heed.keys.%s.sha256 must be the 64 hexadecimal digits of the key's SHA-256"
              .formatted(name));
    }
    return HexFormat.of().parseHex(hex);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
