package heed.alerting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one who follows the events has been told of who looks at what. */
final class Onlookers {
  private final Sight sight;
  private Map<UUID, Presence.Seen> told = Map.of();

  /**
   * @param sight whose cases
   */
  Onlookers(Sight sight) {
    this.sight = sight;
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
        .map(s -> new Presence.Seen(s.caseId(), s.storefront(), s.team(), List.of()))
        .forEach(news::add);
    told = now;
    return news.stream().filter(s -> sight.covers(s.storefront(), s.team())).toList();
  }
}
