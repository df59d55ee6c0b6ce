package heed.metrics;

import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The door of public answers. On failure: a malformed record goes to the dead letters and its
 * neighbours on; an outage is waited out in {@link Intake}.
 */
@ApplicationScoped
public class AnswersPublished {
  public static final String CHANNEL = Topics.ANSWERS_PUBLISHED;

  private final Intake intake;
  private final PublicAnswers answers;

  AnswersPublished(Intake intake, PublicAnswers answers) {
    this.intake = intake;
    this.answers = answers;
  }

  @Incoming(CHANNEL)
  @Blocking
  void take(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    intake.take(batch, Answered::read, answers::apply);
  }
}
