package heed.metrics;

import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The door of cases and their clocks. On failure: a malformed record goes to the dead letters and
 * its neighbours on; an outage is waited out in {@link Intake}.
 */
@ApplicationScoped
public class CasesChanged {
  public static final String CHANNEL = Topics.CASES_CHANGED;

  private final Intake intake;

  CasesChanged(Intake intake) {
    this.intake = intake;
  }

  @Incoming(CHANNEL)
  @Blocking
  void take(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    intake.take(batch);
  }
}
