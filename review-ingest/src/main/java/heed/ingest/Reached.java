package heed.ingest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which topics the broker acknowledges, each by itself: with one word for all of them, a topic that
 * is away beside one that is there would be told of with every record.
 */
final class Reached {
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  /**
   * Notes how an append ended.
   *
   * @return true if the one before it ended otherwise; a topic that nobody asked of is there
   */
  boolean turned(String topic, boolean acknowledged) {
    return acknowledged ? away.remove(topic) : away.add(topic);
  }
}
