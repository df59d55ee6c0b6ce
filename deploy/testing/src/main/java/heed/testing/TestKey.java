package heed.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A key that opens every door in tests: {@code Authorization: Bearer} {@link #PLAIN}. */
public final class TestKey {
  public static final String PLAIN = "test-key-that-opens-every-door";
  public static final String BEARER = "Bearer " + PLAIN;

  /** A storefront whose things {@link #THEIRS_KEY} must never see. */
  public static final String OURS = "our-shop";

  /** A storefront beside it. */
  public static final String THEIRS = "their-shop";

  /** Every role, for {@link #THEIRS} alone. */
  public static final String THEIRS_KEY = "test-key-of-their-shop";

  private static final List<String> ROLES =
      List.of("storefront", "agent", "lead", "analyst", "admin");

  private static final List<String> TEAMS = List.of("support", "baltics");

  private TestKey() {}

  /**
   * Configuration of the key named {@code test}: every storefront, every role; and of narrower ones
   * beside it.
   */
  public static Map<String, String> config() {
    var keys = new HashMap<>(config("test", PLAIN, "*", "*"));
    keys.putAll(config("theirs", THEIRS_KEY, THEIRS, "*"));
    ROLES.forEach(role -> keys.putAll(config("only-" + role, only(role), "*", role)));
    TEAMS.forEach(team -> keys.putAll(config("of-" + team, ofTeam(team), "*", "*", team)));
    return keys;
  }

  /** The key of one who sees the cases of this team alone: support or baltics. */
  public static String ofTeam(String team) {
    return "test-key-of-the-team-" + team;
  }

  /** The key with this role alone, for every storefront. */
  public static String only(String role) {
    return "test-key-that-is-only-" + role;
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

  /** The same, of one who sees the cases of these teams alone (comma list). */
  public static Map<String, String> config(
      String name, String plain, String storefronts, String roles, String teams) {
    var key = new HashMap<>(config(name, plain, storefronts, roles));
    key.put("heed.keys." + name + ".teams", teams);
    return key;
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
