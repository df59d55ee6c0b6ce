package heed.alerting.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long somebody waits before he may try again, doubling with every failure up to a quarter of
 * an hour. A try counts as failed until it is known to have succeeded, so that many at once gain
 * nothing.
 *
 * <p>Failures are counted for a name from an address, so that nobody keeps anybody out who asks
 * from elsewhere: whoever has not failed there himself may try at once. A name that many fail at
 * leaves each address one free try instead of three. An address from which many names fail waits up
 * to a minute, except for those who signed in from there before. What was long ago is forgotten,
 * and so is the oldest beyond {@link #MOST}.
 */
final class Delays {
  private static final int MOST = 20_000;
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final Duration LONGEST_OF_A_PAIR = Duration.ofMinutes(15);
  private static final Duration LONGEST_OF_AN_ADDRESS = Duration.ofMinutes(1);
  private static final int FREE = 3;
  private static final int FREE_UNDER_ATTACK = 1;
  private static final int ATTACK = 10;
  private static final int FREE_OF_AN_ADDRESS = 20;

  /**
   * @param welcome true if a try from there was right before
   */
  private record Failures(int count, Instant last, boolean welcome) {
    static final Failures NONE = new Failures(0, Instant.EPOCH, false);
  }

  private final Map<String, Failures> failures =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST;
        }
      };

  /** Zero if a try may be made now, which is then noted; else how long to wait, noting nothing. */
  synchronized Duration ask(String name, String address, Instant now) {
    var here = known(pair(name, address), now);
    var free = known(name(name), now).count() >= ATTACK ? FREE_UNDER_ATTACK : FREE;
    var wait = left(here, free, FREE, LONGEST_OF_A_PAIR, now);
    if (!here.welcome()) {
      var there = known(address(address), now);
      var other = left(there, FREE_OF_AN_ADDRESS, FREE_OF_AN_ADDRESS, LONGEST_OF_AN_ADDRESS, now);
      wait = wait.compareTo(other) >= 0 ? wait : other;
    }
    if (wait.isZero()) {
      note(pair(name, address), now);
      note(name(name), now);
      note(address(address), now);
    }
    return wait;
  }

  /** The try was right: what was noted of this name is forgotten. */
  synchronized void succeeded(String name, String address) {
    failures.put(pair(name, address), new Failures(0, Instant.EPOCH, true));
    failures.remove(name(name));
    failures.computeIfPresent(
        address(address), (key, f) -> new Failures(Math.max(0, f.count() - 1), f.last(), false));
  }

  private static Duration left(
      Failures known, int free, int doublesFrom, Duration longest, Instant now) {
    if (known.count() < free) {
      return Duration.ZERO;
    }
    var doubled = Duration.ofSeconds(1L << Math.clamp(known.count() - doublesFrom, 0, 20));
    var delay = doubled.compareTo(longest) <= 0 ? doubled : longest;
    var left = Duration.between(now, known.last().plus(delay));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Failures known(String key, Instant now) {
    var known = failures.getOrDefault(key, Failures.NONE);
    return known.last().plus(FORGOTTEN).isBefore(now)
        ? new Failures(0, Instant.EPOCH, known.welcome())
        : known;
  }

  private void note(String key, Instant now) {
    var known = known(key, now);
    failures.put(key, new Failures(known.count() + 1, now, known.welcome()));
  }

  private static String pair(String name, String address) {
    return "p" + name.length() + ":" + name + address;
  }

  private static String name(String name) {
    return "n" + name;
  }

  private static String address(String address) {
    return "a" + address;
  }
}
