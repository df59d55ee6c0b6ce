package heed.door;

import heed.events.AccessChanged;
import heed.events.AccessChanged.Key;
import heed.events.AccessChanged.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** What alerting-service says of somebody, for tests. */
final class Said {
  private Said() {}

  static byte[] hash(String secret) {
    return Keys.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }

  static Key key(String secret, Instant until) {
    return new Key(HexFormat.of().formatHex(hash(secret)), until);
  }

  static AccessChanged program(String id, long version, Key... keys) {
    return said(id, Kind.KEY, version, 0, false, false, List.of(keys));
  }

  static AccessChanged revoked(String id, long version) {
    return said(id, Kind.KEY, version, 0, false, true, List.of());
  }

  static AccessChanged removed(String id, long version) {
    return said(id, Kind.PERSON, version, 0, false, true, List.of());
  }

  static AccessChanged person(String id, long version, long generation, boolean disabled) {
    return said(id, Kind.PERSON, version, generation, disabled, false, List.of());
  }

  private static AccessChanged said(
      String id,
      Kind kind,
      long version,
      long generation,
      boolean disabled,
      boolean revoked,
      List<Key> keys) {
    return new AccessChanged(
        id,
        kind,
        "name of " + id,
        keys,
        List.of("riga-shop"),
        List.of("agent"),
        List.of("*"),
        disabled,
        revoked,
        generation,
        version,
        Instant.parse("2026-11-27T09:00:00Z"));
  }
}
