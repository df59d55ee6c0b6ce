package heed.drill;

import heed.events.EventJson;
import heed.events.EventType;
import heed.events.ReviewTagged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What sentiment-service passed on of one storefront, in the order of the log. */
final class Tagged {
  private final String storefront;
  private final Map<UUID, Set<Long>> seen = new HashMap<>();
  private final Map<UUID, Long> newest = new HashMap<>();
  private int repeats;
  private int outOfOrder;

  Tagged(String storefront) {
    this.storefront = storefront;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    if (Readings.header(record, "ce_type").equals(EventType.REVIEW_TAGGED.wireName())) {
      var tagged = EventJson.read(record.value(), ReviewTagged.class);
      if (tagged.review().storefront().equals(storefront)) {
        add(tagged.review().id(), tagged.revision());
      }
    }
  }

  void add(UUID review, long revision) {
    if (!seen.computeIfAbsent(review, id -> new HashSet<>()).add(revision)) {
      repeats++;
    } else if (newest.merge(review, revision, Math::max) > revision) {
      outOfOrder++;
    }
  }

  /** Records of a review and revision that were there already. */
  int repeats() {
    return repeats;
  }

  /** Revisions that came for the first time after a later one of the same review. */
  int outOfOrder() {
    return outOfOrder;
  }
}
