package heed.metrics;

import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The door of public answers. On failure: a malformed record goes to the dead letters and its
 * neighbours on; an outage is waited out in {@link Intake}, and so is whoever holds the locks that
 * a withdrawal needs.
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
    intake.take(batch, Answered::read, new Answers(answers));
  }

  private record Answers(PublicAnswers answers) implements Intake.Applying<Answered> {
    @Override
    public int to(List<Answered> heard) throws SQLException {
      return answers.apply(heard);
    }

    @Override
    public int patiently(List<Answered> heard) throws SQLException {
      return answers.applyPatiently(heard);
    }
  }
}
