package heed.metrics;

import heed.door.Refusal;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By which clock days begin. */
@Singleton
class Zones {
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final StorefrontSettings settings;

  Zones(StorefrontSettings settings) {
    this.settings = settings;
  }

  /**
   * The one asked for, else that of the storefronts; UTC where they do not agree.
   *
   * @throws Refusal 400 if there is no such zone
   */
  ZoneId of(@Nullable String requested, List<String> storefronts) {
    if (requested != null && !requested.isEmpty()) {
      try {
        return ZoneId.of(requested);
      } catch (DateTimeException e) {
        throw Refusal.field("/zone", "zone must be a time zone such as Europe/Riga or UTC");
      }
    }
    var zones = storefronts.stream().map(this::of).distinct().toList();
    return zones.size() == 1 ? zones.getFirst() : UTC;
  }

  private ZoneId of(String storefront) {
    var known = settings.byName().get(storefront);
    return known == null ? UTC : known.timeZone();
  }
}
