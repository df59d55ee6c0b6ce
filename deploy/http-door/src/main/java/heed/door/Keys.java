package heed.door;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
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
class Keys {
  static final String EVERY = "*";
  private static final Set<String> ALL_ROLES =
      Set.of(Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN);

  /**
   * @param storefronts may be {@code {"*"}}
   */
  record Key(String name, byte[] sha256, Set<String> storefronts, Set<String> roles) {}

  private final List<Key> keys;

  Keys(KeyConfig config) {
    keys = config.byName().entrySet().stream().map(e -> key(e.getKey(), e.getValue())).toList();
  }

  @Nullable Key find(String presented) {
    var hash = sha256(presented.getBytes(StandardCharsets.UTF_8));
    Key found = null;
    for (var key : keys) {
      if (MessageDigest.isEqual(key.sha256(), hash)) {
        found = key;
      }
    }
    return found;
  }

  @Nullable Key named(String name) {
    return keys.stream().filter(k -> k.name().equals(name)).findFirst().orElse(null);
  }

  private static Key key(String name, KeyConfig.Key key) {
    var roles = key.roles().contains(EVERY) ? ALL_ROLES : key.roles();
    if (!ALL_ROLES.containsAll(roles)) {
      throw new IllegalArgumentException(
          "heed.keys.%s.roles is %s, may only hold %s or *".formatted(name, roles, ALL_ROLES));
    }
    return new Key(name, hash(name, key.sha256()), Set.copyOf(key.storefronts()), roles);
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
