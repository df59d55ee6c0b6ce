package heed.reading;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of one consumer that the broker did not take. They are committed again after a pause
 * for as long as their partitions are this consumer's and nothing later of them was committed. What
 * is committed already is asked for until the broker says it.
 *
 * <p>All commits are made on the thread that polls, each with what it leaves behind here in one
 * step: no older one can be waiting behind a newer one.
 */
final class KeptOffsets {
  private static final Logger LOG = Logger.getLogger(KeptOffsets.class);

  /** For one question, so that the thread polls in between. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaConsumer<?, ?> consumer;
  private final Consumer<Runnable> later;

  /** Of each partition what was tried last, if that failed. For the polling thread alone. */
  private final Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>();

  private boolean waiting;

  /**
   * @param later does it after a pause
   */
  KeptOffsets(KafkaConsumer<?, ?> consumer, Consumer<Runnable> later) {
    this.consumer = consumer;
    this.later = later;
  }

  /** The consumer, and what it cannot commit is kept. */
  KafkaConsumer<?, ?> consumer() {
    return (KafkaConsumer<?, ?>)
        Proxy.newProxyInstance(
            KafkaConsumer.class.getClassLoader(),
            new Class<?>[] {KafkaConsumer.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  @SuppressWarnings("unchecked") // each is the only method of its name, with such a parameter
  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    if (method.getName().equals("commit")) {
      return commit((Map<TopicPartition, OffsetAndMetadata>) Objects.requireNonNull(arguments[0]));
    }
    if (method.getName().equals("committed")) {
      return committed(Set.of((TopicPartition[]) Objects.requireNonNull(arguments[0])));
    }
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /**
   * Asked for the first record of each partition that is given to this consumer, and the channel
   * ends for good if it fails: it does not before the broker has had all the time it needs.
   */
  private Uni<Map<TopicPartition, OffsetAndMetadata>> committed(Set<TopicPartition> partitions) {
    return Uni.createFrom().emitter(emitter -> ask(partitions, emitter));
  }

  private void ask(
      Set<TopicPartition> partitions,
      UniEmitter<? super Map<TopicPartition, OffsetAndMetadata>> emitter) {
    consumer
        .runOnPollingThread(
            polling -> {
              return polling.committed(partitions, PATIENCE);
            })
        .subscribe()
        .with(
            emitter::complete,
            failure -> {
              if (failure instanceof RetriableException) {
                later.accept(() -> ask(partitions, emitter));
              } else {
                emitter.fail(failure);
              }
            });
  }

  private Uni<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    return consumer.runOnPollingThread(
        polling -> {
          commit(polling, offsets);
        });
  }

  private void commit(
      org.apache.kafka.clients.consumer.Consumer<?, ?> polling,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      polling.commitSync(offsets);
      kept.keySet().removeAll(offsets.keySet());
    } catch (RuntimeException e) {
      if (kept.isEmpty()) {
        LOG.warnf(
            "The broker did not take what is done; it is committed again until it does;"
                + " partitions=%d reason=%s",
            offsets.size(), e.getClass().getSimpleName());
      }
      kept.putAll(offsets);
      await();
      throw e;
    }
  }

  private void await() {
    if (!waiting) {
      waiting = true;
      later.accept(this::again);
    }
  }

  private void again() {
    consumer
        .runOnPollingThread(
            polling -> {
              commitKept(polling);
            })
        .subscribe()
        .with(done -> {}, failure -> LOG.debugf(failure, "the broker does not take it yet"));
  }

  /** What fails is tried again after a pause, unless the consumer is closed. */
  private void commitKept(org.apache.kafka.clients.consumer.Consumer<?, ?> polling) {
    waiting = false;
    try {
      dropWhatIsNotDue(polling);
    } catch (IllegalStateException closed) {
      kept.clear();
    } catch (RuntimeException e) {
      await();
      throw e;
    }
    if (!kept.isEmpty()) {
      var offsets = Map.copyOf(kept);
      commit(polling, offsets);
      LOG.infof("The broker took what it had not; partitions=%d", offsets.size());
    }
  }

  /** A partition may have been another's meanwhile, or committed by the library as it was given. */
  private void dropWhatIsNotDue(org.apache.kafka.clients.consumer.Consumer<?, ?> polling) {
    kept.keySet().retainAll(polling.assignment());
    if (kept.isEmpty()) {
      return;
    }
    var taken = polling.committed(Set.copyOf(kept.keySet()));
    kept.entrySet()
        .removeIf(
            one -> {
              var there = taken.get(one.getKey());
              return there != null && there.offset() >= one.getValue().offset();
            });
  }
}
