package heed.metrics;

import heed.events.AnswerPublished;
import heed.events.AnswerWithdrawn;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.MalformedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What {@code answers-published} tells. */
sealed interface Answered {
  /** Whose review. */
  Fold.Key review();

  /** True if it takes back what was said, and so must be done, however long that takes. */
  default boolean erases() {
    return false;
  }

  record Published(AnswerPublished event) implements Answered {
    @Override
    public Fold.Key review() {
      return new Fold.Key(event.storefront(), event.reviewId());
    }
  }

  record Withdrawn(AnswerWithdrawn event) implements Answered {
    @Override
    public boolean erases() {
      return true;
    }

    @Override
    public Fold.Key review() {
      return new Fold.Key(event.storefront(), event.reviewId());
    }
  }

  /**
   * Reads a record.
   *
   * @throws MalformedRecord if no retry will make it readable, or it has no place on its topic
   */
  static Answered read(ConsumerRecord<byte[], byte[]> record) {
    var type = CloudEvent.read(record.headers()).type();
    return switch (type) {
      case ANSWER_PUBLISHED -> new Published(EventJson.read(record.value(), AnswerPublished.class));
      case ANSWER_WITHDRAWN -> new Withdrawn(EventJson.read(record.value(), AnswerWithdrawn.class));
      default -> throw new MalformedRecord(type.wireName() + " has no place on this topic");
    };
  }
}
