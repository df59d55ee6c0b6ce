package heed.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** A key that opens every door in tests: {@code Authorization: Bearer} {@link #PLAIN}. */
public final class TestKey {
  public static final String PLAIN = "test-key-that-opens-every-door";
  public static final String BEARER = "Bearer " + PLAIN;

  private TestKey() {}

  /** Configuration of the key named {@code test}: every storefront, every role. */
  public static Map<String, String> config() {
    return config("test", PLAIN, "*", "*");
  }

  /**
   * Configuration of a narrower key.
   *
   * @param storefronts comma list, or {@code *}
   * @param roles comma list of storefront, agent, lead, analyst, admin, or {@code *}
   */
  public static Map<String, String> config(
      String name, String plain, String storefronts, String roles) {
    var prefix = "heed.keys." + name + ".";
    return Map.of(
        prefix + "sha256", sha256(plain),
        prefix + "storefronts", storefronts,
        prefix + "roles", roles);
  }

  public static String sha256(String plain) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(plain.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
