package heed.alerting.access;

import heed.alerting.access.Credential.Hash;
import heed.alerting.access.Entry.Stamp;
import heed.door.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may become of those who may come in, and by whose hand. */
final class AccessDecider {
  static final Duration OVERLAP = Duration.ofHours(24);
  static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
  static final Duration INVITED = Duration.ofDays(3);
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(3653);
  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 200;

  /**
   * Who decides.
   *
   * @param id of the holder, who cannot shut himself out
   */
  record Hand(String id, String name, Grant grant) {}

  private AccessDecider() {}

  /**
   * @param until when the key stops to open anything; null for never
   * @throws Refusal 403 if it would be given more than its maker has, 400 if it is over already
   */
  static Entry key(
      Hand by,
      String id,
      String name,
      Grant grant,
      String sha256,
      @Nullable Instant until,
      Instant now) {
    mayGive(by, grant);
    if (until != null
        && (until.isBefore(now.plus(SHORTEST_LIFE)) || until.isAfter(now.plus(LONGEST_LIFE)))) {
      throw Refusal.field(
          "/expiresAt", "expiresAt must be a minute to ten years from now; leave it out for never");
    }
    return new Entry(
        id,
        name,
        grant,
        new Credential.Key(new Hash(sha256, until), null),
        false,
        false,
        0,
        Stamp.first(now, by.name()),
        null);
  }

  /**
   * A new key in the place of one, which still opens until the overlap is over.
   *
   * @throws Refusal 400 for an overlap out of bounds, 409 for a key that is over
   */
  static Entry rotated(Entry key, String sha256, @Nullable Duration overlap, Instant now) {
    var both = overlap == null ? OVERLAP : overlap;
    if (both.isNegative() || both.compareTo(LONGEST_OVERLAP) > 0) {
      throw Refusal.field("/overlap", "overlap is " + both + ", must be PT0S to P30D");
    }
    var before = ((Credential.Key) key.credential()).current();
    if (before.until() != null && !now.isBefore(before.until())) {
      throw Refusal.status(409, "this key has expired; make another");
    }
    var previous = both.isZero() ? null : new Hash(before.sha256(), sooner(before, now.plus(both)));
    var after = key.with(new Credential.Key(new Hash(sha256, before.until()), previous));
    // Whoever wants no overlap wants nobody left in who came in by the key of before.
    return both.isZero() ? after.nextGeneration() : after;
  }

  private static Instant sooner(Hash key, Instant overlapEnds) {
    var until = key.until();
    return until != null && until.isBefore(overlapEnds) ? until : overlapEnds;
  }

  /** Somebody new, who is invited to set a password. */
  static Entry person(Hand by, String id, String name, Grant grant, String token, Instant now) {
    mayGive(by, grant);
    return new Entry(
        id,
        name,
        grant,
        new Credential.Password(null, invitation(token, now)),
        false,
        false,
        0,
        Stamp.first(now, by.name()),
        null);
  }

  /** Invited to set another password; until that is done the one before holds. */
  static Entry invited(Entry person, String token, Instant now) {
    var password = ((Credential.Password) person.credential()).password();
    return person.with(new Credential.Password(password, invitation(token, now)));
  }

  /**
   * May do other things than before, or nothing at all for the time being.
   *
   * @throws Refusal 403 beyond what the hand has, 409 if it would take from itself
   */
  static Entry changed(Hand by, Entry person, Grant grant, boolean disabled) {
    mayGive(by, grant);
    if (by.id().equals(person.id()) && (disabled || !grant.equals(person.grant()))) {
      throw Refusal.status(409, "nobody changes what he himself may; ask another admin");
    }
    var after = person.with(grant).disabled(disabled);
    return disabled && !person.disabled() ? after.nextGeneration() : after;
  }

  /**
   * Never let in again.
   *
   * @throws Refusal 409 if the hand would shut itself out
   */
  static Entry gone(Hand by, Entry entry) {
    if (by.id().equals(entry.id())) {
      throw Refusal.status(409, "nobody shuts himself out; ask another admin");
    }
    return entry.gone();
  }

  /** With a password of his own; no invitation is left, and every session is over. */
  static Entry withPassword(Entry person, String stretched) {
    return person.with(new Credential.Password(stretched, null)).nextGeneration();
  }

  /** True if the invitation of a person may still be used. */
  static boolean stillInvited(Entry person, Instant now) {
    var invitation = ((Credential.Password) person.credential()).invitation();
    return invitation != null
        && !person.disabled()
        && invitation.until() != null
        && now.isBefore(invitation.until());
  }

  /**
   * A password that is not guessed at once.
   *
   * @throws Refusal 400 with the remedy; never quotes it
   */
  static String checked(@Nullable String password, String name) {
    var length = password == null ? 0 : password.codePointCount(0, password.length());
    if (password == null || length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
      throw Refusal.field(
          "/password",
          "password must have " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
    }
    if (Handle.of(password).contains(Handle.of(name))
        || password.codePoints().distinct().count() < 5) {
      throw Refusal.field(
          "/password", "password must not hold the name, nor repeat a few characters only");
    }
    return password;
  }

  /** True if the hand may see and touch somebody: it could have made him. */
  static boolean may(Hand by, Entry entry) {
    return by.grant().covers(entry.grant());
  }

  private static void mayGive(Hand by, Grant grant) {
    beyond("roles", by.grant().roles().containsAll(grant.roles()), by, grant.roles());
    beyond(
        "storefronts",
        Grant.covers(by.grant().storefronts(), grant.storefronts()),
        by,
        grant.storefronts());
    beyond("teams", Grant.covers(by.grant().teams(), grant.teams()), by, grant.teams());
  }

  private static void beyond(String field, boolean within, Hand by, Set<String> wanted) {
    if (!within) {
      throw Refusal.status(
          403,
          "%s: %s has not all of %s itself, and gives only what it has"
              .formatted(field, by.name(), wanted.stream().sorted().toList()));
    }
  }

  private static Hash invitation(String token, Instant now) {
    return new Hash(KeySecret.sha256(token), now.plus(INVITED));
  }
}
