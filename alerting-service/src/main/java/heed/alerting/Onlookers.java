package heed.alerting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one who follows the events has been told of who looks at what. */
final class Onlookers {
  private final @Nullable Set<String> storefronts;
  private Map<UUID, Presence.Seen> told = Map.of();

  /**
   * @param storefronts whose; null for everyone's
   */
  Onlookers(@Nullable Set<String> storefronts) {
    this.storefronts = storefronts;
  }

  /** The cases at which others look now than when this was last asked. */
  List<Presence.Seen> news(Map<UUID, Presence.Seen> now) {
    if (now == told) {
      return List.of();
    }
    var news = new ArrayList<Presence.Seen>();
    now.values().stream().filter(s -> !s.equals(told.get(s.caseId()))).forEach(news::add);
    told.values().stream()
        .filter(s -> !now.containsKey(s.caseId()))
        .map(s -> new Presence.Seen(s.caseId(), s.storefront(), List.of()))
        .forEach(news::add);
    told = now;
    return news.stream()
        .filter(s -> storefronts == null || storefronts.contains(s.storefront()))
        .toList();
  }
}
