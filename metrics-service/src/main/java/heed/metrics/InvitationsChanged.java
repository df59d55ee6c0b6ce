package heed.metrics;

import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.InvitationChanged;
import heed.events.MalformedRecord;
import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The door of what became of invitations. On failure: a malformed record goes to the dead letters
 * and its neighbours on; an outage is waited out in {@link Intake}, and one who is to be forgotten
 * is tried until he is.
 */
@ApplicationScoped
public class InvitationsChanged {
  public static final String CHANNEL = Topics.INVITATIONS_CHANGED;

  private final Intake intake;
  private final Invitations invitations;

  InvitationsChanged(Intake intake, Invitations invitations) {
    this.intake = intake;
    this.invitations = invitations;
  }

  @Incoming(CHANNEL)
  @Blocking
  void take(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    intake.take(batch, InvitationsChanged::read, new Told(invitations));
  }

  /**
   * Reads a record.
   *
   * @throws MalformedRecord if no retry will make it readable, or it has no place on its topic
   */
  static InvitationChanged read(ConsumerRecord<byte[], byte[]> record) {
    var type = CloudEvent.read(record.headers()).type();
    if (type != EventType.INVITATION_CHANGED) {
      throw new MalformedRecord(type.wireName() + " has no place on this topic");
    }
    return EventJson.read(record.value(), InvitationChanged.class);
  }

  private record Told(Invitations invitations) implements Intake.Applying<InvitationChanged> {
    @Override
    public int to(List<InvitationChanged> heard) throws SQLException {
      return invitations.apply(heard);
    }

    @Override
    public int patiently(List<InvitationChanged> heard) throws SQLException {
      return invitations.applyPatiently(heard);
    }
  }
}
