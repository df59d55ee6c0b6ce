package heed.door;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests each address without a key may still make: so many in a minute, spread evenly,
 * with as many again saved up. The addresses that were seen last are remembered; one that was
 * forgotten begins anew.
 */
public final class Pace {
  private static final int ADDRESSES = 10_000;
  private static final double SECONDS = 60;

  /** What an address has left, as of a time in nanoseconds. */
  private record Left(double requests, long at) {}

  private final int perMinute;
  private final Map<String, Left> addresses =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
          return size() > ADDRESSES;
        }
      };

  /**
   * @param setting its name, for the refusal of one that is not 1 or more
   */
  public Pace(String setting, int perMinute) {
    if (perMinute < 1) {
      throw new IllegalArgumentException(setting + " is " + perMinute + ", must be 1 or more");
    }
    this.perMinute = perMinute;
  }

  /**
   * Takes one request.
   *
   * @param now in nanoseconds of a clock that never goes back
   * @return seconds to wait before the next may come; 0 if this one may
   */
  public synchronized int take(String address, long now) {
    var before = addresses.getOrDefault(address, new Left(perMinute, now));
    var since = (now - before.at()) / 1e9;
    var left = Math.min(perMinute, before.requests() + since * perMinute / SECONDS);
    var may = left >= 1;
    addresses.put(address, new Left(may ? left - 1 : left, now));
    return may ? 0 : (int) Math.ceil((1 - left) * SECONDS / perMinute);
  }
}
