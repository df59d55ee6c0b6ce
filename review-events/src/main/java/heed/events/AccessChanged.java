package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a door must know of a program or a person who may come in, as it is from now on: the newest
 * of a holder is all there is to know of him. One who was revoked stays, with {@code revoked} set
 * and without keys, so that a door that was away learns of it as well. No password, address or
 * secret is in it; of a key only its hash is, and that of 256 random bits cannot be guessed back.
 *
 * @param id stays the same for ever and is never reused
 * @param name as timelines and the audit log show it
 * @param keys those that open a door for him; empty for a person
 * @param storefronts those he acts for; may hold {@code *}
 * @param roles what he may do
 * @param teams those whose cases he sees; may hold {@code *}
 * @param disabled true: known, but not let in
 * @param revoked true: never let in again
 * @param generation sessions that were opened in an earlier one are over
 * @param version grows with every change of any holder: the greater one holds
 */
public record AccessChanged(
    String id,
    Kind kind,
    String name,
    List<Key> keys,
    List<String> storefronts,
    List<String> roles,
    List<String> teams,
    boolean disabled,
    boolean revoked,
    long generation,
    long version,
    Instant at) {

  /** Who it is. */
  public enum Kind {
    KEY,
    PERSON
  }

  /**
   * One key.
   *
   * @param sha256 of the key, 64 hexadecimal digits
   * @param until it opens nothing from then on; null for ever
   */
  public record Key(
      String sha256, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant until) {
    public Key {
      if (!Wire.require(sha256, "sha256").matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits");
      }
    }
  }

  public AccessChanged {
    Wire.require(id, "id");
    Wire.require(kind, "kind");
    Wire.require(name, "name");
    keys = List.copyOf(Wire.require(keys, "keys"));
    storefronts = List.copyOf(Wire.require(storefronts, "storefronts"));
    roles = List.copyOf(Wire.require(roles, "roles"));
    teams = List.copyOf(Wire.require(teams, "teams"));
    Wire.require(at, "at");
  }
}
