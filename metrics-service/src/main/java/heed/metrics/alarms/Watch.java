package heed.metrics.alarms;

import heed.events.AlarmKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where watching a scope has got to.
 *
 * @param through the last hour that was closed; null before the first. None is closed twice, so a
 *     late review never raises anything
 * @param recent hours closed before the next one, the last five at most
 * @param open the alarms that are open, with how calm it has been since, in quarters of an hour
 */
record Watch(
    @Nullable Instant through, Drift drift, List<Bucket> recent, Map<AlarmKind, Integer> open) {
  static final Watch NEW = new Watch(null, Drift.NONE, List.of(), Map.of());

  Watch {
    recent = List.copyOf(recent);
    open = Map.copyOf(open);
  }

  boolean has(AlarmKind kind) {
    return open.containsKey(kind);
  }

  Watch with(AlarmKind kind, int calm) {
    var next = new EnumMap<AlarmKind, Integer>(AlarmKind.class);
    next.putAll(open);
    next.put(kind, calm);
    return new Watch(through, drift, recent, next);
  }

  Watch without(AlarmKind kind) {
    var next = new EnumMap<AlarmKind, Integer>(AlarmKind.class);
    next.putAll(open);
    next.remove(kind);
    return new Watch(through, drift, recent, next);
  }
}
