package heed.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KeptOffsetsTest {
  private static final TopicPartition FIRST = new TopicPartition("reviews-received", 0);
  private static final TopicPartition SECOND = new TopicPartition("reviews-received", 1);

  private final List<Map<TopicPartition, OffsetAndMetadata>> tried = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final Queue<Runnable> pauses = new ArrayDeque<>();
  private boolean brokerThere;
  private boolean brokerTells = true;
  private boolean assignmentKnown = true;
  private boolean workerStopped;
  private Set<TopicPartition> mine = Set.of(FIRST, SECOND);

  /** What gets to the polling thread just before the next thing does. */
  private Runnable before = () -> {};

  private final KafkaConsumer<?, ?> consumer = new KeptOffsets(behind(), pauses::add).consumer();

  @Test
  void whatTheBrokerDidNotTakeIsCommittedAgainUntilItDoes() {
    commit(at(FIRST, 10));
    pause();
    pause();
    brokerThere = true;
    pause();
    assertThat(tried).hasSize(4).allMatch(at(FIRST, 10)::equals);
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatItTookIsNotCommittedAgain() {
    brokerThere = true;
    commit(at(FIRST, 10));
    assertThat(tried).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatWasTriedLaterIsNeverTakenBack() {
    commit(at(FIRST, 10));
    commit(at(SECOND, 5));
    brokerThere = true;
    commit(at(FIRST, 12));
    pause();
    assertThat(tried.getLast()).isEqualTo(at(SECOND, 5));
    assertThat(committed).isEqualTo(Map.of(FIRST, offset(12), SECOND, offset(5)));
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatIsCommittedWhileAnOlderOneIsAboutToBeTriedAgainIsNotTakenBack() {
    commit(at(FIRST, 10));
    brokerThere = true;
    before = () -> commit(at(FIRST, 12));
    pause();
    assertThat(committed).isEqualTo(at(FIRST, 12));
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatWasCommittedPastItMeanwhileIsNotTakenBack() {
    commit(Map.of(FIRST, offset(10), SECOND, offset(5)));
    committed.put(FIRST, offset(12)); // by another consumer, or as the partition was taken away
    brokerThere = true;
    pause();
    assertThat(committed).isEqualTo(Map.of(FIRST, offset(12), SECOND, offset(5)));
    assertThat(pauses).isEmpty();
  }

  @Test
  void aPartitionThatIsAnothersIsLeftAlone() {
    commit(Map.of(FIRST, offset(10), SECOND, offset(5)));
    mine = Set.of(SECOND);
    brokerThere = true;
    pause();
    assertThat(tried.getLast()).isEqualTo(at(SECOND, 5));
    mine = Set.of(FIRST, SECOND);
    assertThat(pauses).isEmpty();
  }

  @Test
  void itGoesOnWhileNobodySaysWhosePartitionsTheyAre() {
    assignmentKnown = false;
    commit(at(FIRST, 10));
    pause();
    assertThat(tried).hasSize(1);
    assignmentKnown = true;
    brokerThere = true;
    pause();
    assertThat(tried).hasSize(2);
    assertThat(pauses).isEmpty();
  }

  @Test
  void itEndsWithTheConsumer() {
    commit(at(FIRST, 10));
    polled.close();
    pause();
    assertThat(tried).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void itEndsWithTheThreadThatPolls() {
    commit(at(FIRST, 10));
    workerStopped = true;
    pause();
    assertThat(tried).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  /** By itself the consumer gives up after a minute, and the channel ends for good. */
  @Test
  void whatIsCommittedIsAskedForUntilTheBrokerSaysIt() {
    committed.put(FIRST, offset(7));
    brokerTells = false;
    var told = consumer.committed(FIRST).subscribeAsCompletionStage();
    pause();
    pause();
    assertThat(told).isNotDone();
    brokerTells = true;
    pause();
    assertThat(told).isCompletedWithValue(at(FIRST, 7));
    assertThat(pauses).isEmpty();
  }

  @Test
  void whoeverAsksAConsumerThatIsClosedIsTold() {
    polled.close();
    assertThat(consumer.committed(FIRST).subscribeAsCompletionStage()).isCompletedExceptionally();
    assertThat(pauses).isEmpty();
  }

  @Test
  void everythingElseIsTheConsumers() {
    assertThat(consumer.getAssignments().await().indefinitely()).isEqualTo(mine);
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    consumer.commit(offsets).subscribe().with(done -> {}, failure -> {});
  }

  private void pause() {
    assertThat(pauses).hasSize(1);
    pauses.remove().run();
  }

  private static Map<TopicPartition, OffsetAndMetadata> at(TopicPartition partition, long offset) {
    return Map.of(partition, offset(offset));
  }

  private static OffsetAndMetadata offset(long offset) {
    return new OffsetAndMetadata(offset);
  }

  /** The consumer behind it, whose broker comes and goes. */
  private KafkaConsumer<?, ?> behind() {
    return (KafkaConsumer<?, ?>)
        Proxy.newProxyInstance(
            KafkaConsumer.class.getClassLoader(),
            new Class<?>[] {KafkaConsumer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "runOnPollingThread" -> onPollingThread(arguments[0]);
                  case "getAssignments" -> Uni.createFrom().item(mine);
                  default -> throw new IllegalStateException(method.getName());
                });
  }

  @SuppressWarnings("unchecked")
  private Uni<?> onPollingThread(Object step) {
    return Uni.createFrom()
        .item(
            () -> {
              if (workerStopped) {
                throw new RejectedExecutionException();
              }
              var first = before;
              before = () -> {};
              first.run();
              if (step instanceof Function<?, ?> question) {
                return ((Function<Consumer<?, ?>, ?>) question).apply(polled);
              }
              ((java.util.function.Consumer<Consumer<?, ?>>) step).accept(polled);
              return null;
            });
  }

  private final MockConsumer<byte[], byte[]> polled =
      new MockConsumer<>("earliest") {
        @Override
        public Set<TopicPartition> assignment() {
          if (closed()) {
            throw new IllegalStateException("This consumer has already been closed.");
          }
          if (!assignmentKnown) {
            throw new TimeoutException("not now");
          }
          return mine;
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> of) {
          if (!brokerThere) {
            return Map.of(); // it goes just now, so that the commit fails
          }
          return committed;
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> of, Duration patience) {
          if (closed()) {
            throw new IllegalStateException("This consumer has already been closed.");
          }
          if (!brokerTells) {
            throw new TimeoutException("not now");
          }
          return committed;
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
          tried.add(offsets);
          if (!brokerThere) {
            throw new RetriableCommitFailedException("no coordinator");
          }
          committed.putAll(offsets);
        }
      };
}
