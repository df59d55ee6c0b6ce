package heed.metrics;

import heed.events.CaseChanged;
import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.MalformedRecord;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the topics tell that is counted. */
sealed interface Heard {
  /** True if somebody's data must go: that is never laid aside because it takes long. */
  default boolean erases() {
    return false;
  }

  record Tagged(ReviewTagged event) implements Heard {}

  /**
   * @param revision of the erasure: earlier revisions of the review are refused
   */
  record ReviewGone(ReviewErased event, long revision) implements Heard {
    @Override
    public boolean erases() {
      return true;
    }
  }

  record CustomerGone(CustomerErased event) implements Heard {
    @Override
    public boolean erases() {
      return true;
    }
  }

  record CaseMoved(CaseChanged event) implements Heard {}

  /**
   * Reads a record of {@code reviews-tagged} or {@code cases-changed}.
   *
   * @throws MalformedRecord if no retry will make it readable, or it has no place on its topic
   */
  static Heard read(ConsumerRecord<byte[], byte[]> record) {
    var type = CloudEvent.read(record.headers()).type();
    var cases = record.topic().equals(Topics.CASES_CHANGED);
    return switch (type) {
      case REVIEW_TAGGED -> {
        placed(!cases, type.wireName());
        yield new Tagged(TaggedReader.read(record.value()));
      }
      case REVIEW_ERASED -> {
        placed(!cases, type.wireName());
        yield gone(EventJson.read(record.value(), ReviewErased.class));
      }
      case CUSTOMER_ERASED -> {
        placed(!cases, type.wireName());
        yield new CustomerGone(EventJson.read(record.value(), CustomerErased.class));
      }
      case REVIEW_RECEIVED -> throw misplaced(type.wireName());
      default -> {
        placed(cases, type.wireName());
        yield new CaseMoved(EventJson.readCase(type, record.value()));
      }
    };
  }

  private static ReviewGone gone(ReviewErased event) {
    if (event.revision() == null) {
      throw new MalformedRecord("revision is missing");
    }
    return new ReviewGone(event, event.revision());
  }

  private static void placed(boolean rightly, String type) {
    if (!rightly) {
      throw misplaced(type);
    }
  }

  private static MalformedRecord misplaced(String type) {
    return new MalformedRecord(type + " has no place on this topic");
  }
}
