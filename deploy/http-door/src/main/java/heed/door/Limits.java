package heed.door;

import io.github.bucket4j.TimeMeter;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the quota of each key, in this copy of the service. */
@Singleton
public class Limits {
  private final LimitSettings settings;
  private final Map<String, Optional<Quota>> quotas = new ConcurrentHashMap<>();

  Limits(LimitSettings settings) {
    this.settings = settings;
    settings
        .keys()
        .forEach(
            (name, own) -> check("heed.limits.keys." + name + ".", perSecond(own), burst(own)));
    check("heed.limits.", settings.reviewsPerSecond(), settings.burst());
  }

  /** The quota of whoever calls; empty if there is no limit. */
  public Optional<Quota> of(Caller caller) {
    var holder = caller.holder();
    return holder == null
        ? Optional.empty()
        : quotas.computeIfAbsent(holder.id(), id -> quota(holder.name()));
  }

  /**
   * The quota of what has no key, such as a source that signs what it sends: as if this were the
   * name of its key. Empty if there is no limit.
   */
  public Optional<Quota> of(String name) {
    return quotas.computeIfAbsent("name:" + name, id -> quota(name));
  }

  private Optional<Quota> quota(String name) {
    var own = Optional.ofNullable(settings.keys().get(name));
    var perSecond = own.map(this::perSecond).orElse(settings.reviewsPerSecond());
    var burst = own.map(this::burst).orElse(settings.burst());
    return perSecond == 0
        ? Optional.empty()
        : Optional.of(new Quota(perSecond, burst, TimeMeter.SYSTEM_NANOTIME));
  }

  private long perSecond(LimitSettings.KeyLimit own) {
    return own.reviewsPerSecond().orElse(settings.reviewsPerSecond());
  }

  private long burst(LimitSettings.KeyLimit own) {
    return own.burst().orElse(settings.burst());
  }

  private static void check(String prefix, long perSecond, long burst) {
    if (perSecond < 0) {
      throw new IllegalArgumentException(
          prefix + "reviews-per-second is " + perSecond + ", must be 0 (no limit) or more");
    }
    if (burst < 1) {
      throw new IllegalArgumentException(prefix + "burst is " + burst + ", must be 1 or more");
    }
  }
}
