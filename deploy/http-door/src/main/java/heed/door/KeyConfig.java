package heed.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Set;

/**
 * The keys that open the doors, by name; {@code HEED_KEYS_SHOP_SHA256=…} is the key named {@code
 * shop}. Only hashes are configured: who reads the configuration cannot act as the key's holder.
 */
@ConfigMapping(prefix = "heed.keys")
interface KeyConfig {
  @WithParentName
  Map<String, Key> byName();

  /** One key. */
  interface Key {
    /** SHA-256 of the key, 64 hexadecimal digits. */
    String sha256();

    /** The storefronts it acts for; {@code *} is all of them. */
    @WithDefault("*")
    Set<String> storefronts();

    /** Its roles, see {@link Role}; {@code *} is all of them. */
    @WithDefault(Role.STOREFRONT)
    Set<String> roles();

    /** The teams whose cases it sees; {@code *} is all of them. */
    @WithDefault("*")
    Set<String> teams();
  }
}
