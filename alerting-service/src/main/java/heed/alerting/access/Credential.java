package heed.alerting.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody proves himself with. Nothing here can be turned back into what he presents. */
sealed interface Credential {
  /**
   * A hash that opens until a time; null for ever.
   *
   * @param sha256 64 hexadecimal digits
   */
  record Hash(String sha256, @Nullable Instant until) {}

  /**
   * Of a program.
   *
   * @param current its key, until the program is to stop altogether
   * @param previous the key before, while both open
   */
  record Key(Hash current, @Nullable Hash previous) implements Credential {
    /** The hashes that may open at all from now on. */
    List<Hash> hashes(Instant now) {
      return Stream.of(current, previous)
          .filter(Objects::nonNull)
          .filter(hash -> hash.until() == null || now.isBefore(hash.until()))
          .toList();
    }
  }

  /**
   * Of a person.
   *
   * @param password stretched and salted; null until he has set one
   * @param invitation the hash of the token by which he sets one; null for none
   */
  record Password(@Nullable String password, @Nullable Hash invitation) implements Credential {}
}
