package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.Refusal;
import heed.events.EventType;
import heed.events.ReviewErased;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final HeldLog log = new HeldLog();
  private final Backlog backlog =
      new Backlog(
          log,
          SafeProducerTest.settings(Map.of("heed.ingest.in-flight", "2K")),
          new IngestMetrics(new SimpleMeterRegistry()));

  private UniAssertSubscriber<Void> append() {
    var event = new ReviewErased(UUID.randomUUID(), "riga-shop", Trial.NOW, null);
    return backlog
        .append(EventType.REVIEW_ERASED, "key", event, Trial.NOW)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void completesAfterTheAcknowledgementAndNotBefore() {
    var waiting = append();
    waiting.assertNotTerminated();
    log.held.remove().acknowledged(null);
    waiting.assertCompleted();
  }

  @Test
  void answers503WithAWaitWhereTheLogDoesNotAcknowledge() {
    var waiting = append();
    log.held.remove().acknowledged(new TimeoutException());
    var refusal = (Refusal) waiting.assertFailed().getFailure();
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.headers()).containsEntry("Retry-After", "2");
  }

  @Test
  void answers429WithAWaitWhereTooMuchIsInFlightAndTakesMoreAfterwards() {
    append();
    append();
    append();
    assertThatThrownBy(this::append)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(429);
              assertThat(refusal.headers()).containsEntry("Retry-After", "2");
            });
    log.held.remove().acknowledged(new TimeoutException());
    append().assertNotTerminated();
  }

  @Test
  void whatTheLogHasOfAListThatWasRefusedHalfWayIsCounted() {
    var counted = new ArrayList<Outcome.Append>();
    var appends = new Appends(backlog, counted::add);
    var event = new ReviewErased(UUID.randomUUID(), "riga-shop", Trial.NOW, null);
    var one = new Outcome.Append(EventType.REVIEW_ERASED, "key", event, Trial.NOW);
    for (var i = 0; i < 3; i++) {
      appends.add(one);
    }
    assertThatThrownBy(() -> appends.add(one)).isInstanceOf(Refusal.class);
    log.held.remove().acknowledged(null);
    log.held.remove().acknowledged(new TimeoutException());
    log.held.remove().acknowledged(null);
    assertThat(counted).containsExactly(one, one);
    assertThat(appends.erasures()).isEqualTo(3);
  }
}
