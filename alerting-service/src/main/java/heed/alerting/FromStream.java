package heed.alerting;

import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.MalformedRecord;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What can come on {@code reviews-tagged}. */
sealed interface FromStream {
  record Tagged(ReviewTagged event) implements FromStream {}

  /**
   * @param revision of the erasure: earlier revisions of the review are refused
   */
  record ReviewGone(ReviewErased event, long revision) implements FromStream {}

  record CustomerGone(CustomerErased event) implements FromStream {}

  /**
   * Reads a record.
   *
   * @throws MalformedRecord if no retry will make it readable
   */
  static FromStream read(ConsumerRecord<byte[], byte[]> record) {
    var type = CloudEvent.read(record.headers()).type();
    return switch (type) {
      case REVIEW_TAGGED -> new Tagged(EventJson.read(record.value(), ReviewTagged.class));
      case REVIEW_ERASED -> reviewGone(EventJson.read(record.value(), ReviewErased.class));
      case CUSTOMER_ERASED ->
          new CustomerGone(EventJson.read(record.value(), CustomerErased.class));
      default -> throw new MalformedRecord(type.wireName() + " has no place on this topic");
    };
  }

  private static ReviewGone reviewGone(ReviewErased event) {
    if (event.revision() == null) {
      throw new MalformedRecord("revision is missing");
    }
    return new ReviewGone(event, event.revision());
  }
}
