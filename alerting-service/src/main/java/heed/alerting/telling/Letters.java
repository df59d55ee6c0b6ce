package heed.alerting.telling;

import heed.alerting.telling.Correspondence.Fate;
import heed.alerting.telling.Correspondence.Written;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The letters of those who have letters of their own, among the deliveries. */
@Singleton
public class Letters {
  private final Map<String, Correspondence> correspondents;

  Letters(@All List<Correspondence> correspondents) {
    this.correspondents =
        correspondents.stream()
            .collect(Collectors.toMap(Correspondence::name, Function.identity()));
  }

  /**
   * Puts a letter down in the transaction at hand; it leaves once that is committed.
   *
   * @param id one per letter
   * @param event what it is, as deliveries show it
   * @return false if it was put down before; then nothing changes
   */
  public static boolean put(Connection connection, Correspondence of, UUID id, String event)
      throws SQLException {
    return DeliveryRows.insertOnce(
        connection, id, new Recipient(Medium.CUSTOMER, of.name()), event);
  }

  /**
   * How many of its letters are due to leave, or could not leave so far: all but those that wait
   * for their hour.
   *
   * @param atMost beyond which none are counted
   */
  public static int unsent(Connection connection, Correspondence of, int atMost)
      throws SQLException {
    return DeliveryRows.unsent(connection, new Recipient(Medium.CUSTOMER, of.name()), atMost);
  }

  /** True while letters wait for a mail server that cannot be reached. */
  public static boolean mailIsAway(Connection connection) throws SQLException {
    return DeliveryRows.mailIsAway(connection);
  }

  /** Null if it is none of theirs. */
  @Nullable Message compose(Connection connection, Delivery delivery) throws SQLException {
    var correspondent = of(delivery);
    return correspondent == null
        ? null
        : switch (correspondent.write(connection, delivery.id())) {
          case Written.Mail m ->
              new Message.Letter(
                  m.id(), m.to(), m.subject(), m.text(), m.html(), true, m.headers());
          case Written.Later later -> new Message.Nothing(new Outcome.Later(later.until()));
          case Written.No no -> new Message.Nothing(new Outcome.Dropped(no.because()));
        };
  }

  /** Before what became of it is written down. */
  void lock(Connection connection, Delivery delivery) throws SQLException {
    var correspondent = of(delivery);
    if (correspondent != null) {
      correspondent.lock(connection, delivery.id());
    }
  }

  /** Tells whose letter it was what became of it, if it came to an end. */
  void became(Connection connection, Delivery delivery, Outcome outcome) throws SQLException {
    var correspondent = of(delivery);
    if (correspondent == null) {
      return;
    }
    var now = DeliveryRows.find(connection, delivery.id());
    var fate = now == null ? null : fate(now.state(), outcome);
    if (fate != null) {
      correspondent.became(connection, delivery.id(), fate);
    }
  }

  private static @Nullable Fate fate(Delivery.State state, Outcome outcome) {
    return switch (state) {
      case WAITING -> null;
      case DELIVERED -> Fate.ARRIVED;
      case DROPPED -> Fate.DROPPED;
      case DEAD ->
          outcome instanceof Outcome.Refused refused && refused.address()
              ? Fate.BOUNCED
              : Fate.GIVEN_UP;
    };
  }

  private @Nullable Correspondence of(Delivery delivery) {
    return delivery.medium() == Medium.CUSTOMER ? correspondents.get(delivery.recipient()) : null;
  }
}
