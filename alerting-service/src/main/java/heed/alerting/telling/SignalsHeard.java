package heed.alerting.telling;

import heed.alerting.StreamDoor;
import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The doors through which alarms, segments and what became of invitations come, to be passed on
 * and, while an alarm is open, to be shown to the desk. On failure: see {@link StreamDoor}; nothing
 * is skipped.
 */
@ApplicationScoped
public class SignalsHeard {
  static final String ALARMS = Topics.KPI_ALARMS;
  static final String SEGMENTS = Topics.CUSTOMER_SEGMENTS;

  /** Of {@code invitations-changed}; the channel of that name is the one that writes it. */
  static final String INVITATIONS = "invitations-told";

  private final StreamDoor door;
  private final SignalPlanner planner;

  SignalsHeard(StreamDoor door, SignalPlanner planner) {
    this.door = door;
    this.planner = planner;
  }

  @Incoming(ALARMS)
  @Blocking
  void alarms(ConsumerRecords<byte[], byte[]> records) {
    door.take(records, Signal::read, planner::plan);
  }

  @Incoming(SEGMENTS)
  @Blocking
  void segments(ConsumerRecords<byte[], byte[]> records) {
    door.take(records, Signal::read, planner::plan);
  }

  @Incoming(INVITATIONS)
  @Blocking
  void invitations(ConsumerRecords<byte[], byte[]> records) {
    door.take(records, Signal::read, planner::plan);
  }
}
