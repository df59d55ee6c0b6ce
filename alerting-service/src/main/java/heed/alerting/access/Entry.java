package heed.alerting.access;

import heed.door.Holder;
import heed.events.AccessChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program or a person as it is kept.
 *
 * @param generation sessions of an earlier one are over
 * @param stamp who made and who changed it
 * @param lastUsed the day, in UTC, on which it was last let in here; null if never
 */
record Entry(
    String id,
    String name,
    Grant grant,
    Credential credential,
    boolean disabled,
    boolean revoked,
    long generation,
    Stamp stamp,
    @Nullable LocalDate lastUsed) {

  /**
   * @param change the number of its last change among all changes; 0 before the first is written
   */
  record Stamp(long change, Instant madeAt, String madeBy, Instant changedAt, String changedBy) {
    static Stamp first(Instant now, String by) {
      return new Stamp(0, now, by, now, by);
    }

    Stamp changed(long number, Instant now, String by) {
      return new Stamp(number, madeAt, madeBy, now, by);
    }
  }

  boolean person() {
    return credential instanceof Credential.Password;
  }

  Entry with(Grant other) {
    return new Entry(id, name, other, credential, disabled, revoked, generation, stamp, lastUsed);
  }

  Entry with(Credential other) {
    return new Entry(id, name, grant, other, disabled, revoked, generation, stamp, lastUsed);
  }

  Entry with(Stamp other) {
    return new Entry(id, name, grant, credential, disabled, revoked, generation, other, lastUsed);
  }

  Entry disabled(boolean off) {
    return new Entry(id, name, grant, credential, off, revoked, generation, stamp, lastUsed);
  }

  Entry nextGeneration() {
    return new Entry(
        id, name, grant, credential, disabled, revoked, generation + 1, stamp, lastUsed);
  }

  /** Never let in again. Of a person nothing is kept to prove himself with. */
  Entry gone() {
    var left = person() ? new Credential.Password(null, null) : credential;
    return new Entry(id, name, grant, left, disabled, true, generation + 1, stamp, lastUsed);
  }

  /** As the door knows it. */
  Holder holder() {
    return new Holder(
        id,
        name,
        person() ? Holder.Kind.PERSON : Holder.Kind.KEY,
        grant.storefronts(),
        grant.roles(),
        grant.teams(),
        generation);
  }

  /** What the doors are told of it. */
  AccessChanged told() {
    return new AccessChanged(
        id,
        person() ? AccessChanged.Kind.PERSON : AccessChanged.Kind.KEY,
        name,
        keys(),
        sorted(grant.storefronts()),
        sorted(grant.roles()),
        sorted(grant.teams()),
        disabled,
        revoked,
        generation,
        stamp.change(),
        stamp.changedAt());
  }

  private List<AccessChanged.Key> keys() {
    return credential instanceof Credential.Key key && !revoked
        ? key.hashes(stamp.changedAt()).stream()
            .map(hash -> new AccessChanged.Key(hash.sha256(), hash.until()))
            .toList()
        : List.of();
  }

  private static List<String> sorted(java.util.Set<String> names) {
    return names.stream().sorted().toList();
  }
}
