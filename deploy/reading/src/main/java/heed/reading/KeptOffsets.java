package heed.reading;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of one consumer that the broker did not take. They are committed again after a pause
 * for as long as their partitions are this consumer's and nothing later of them was tried.
 */
final class KeptOffsets {
  private static final Logger LOG = Logger.getLogger(KeptOffsets.class);

  private final KafkaConsumer<?, ?> consumer;
  private final Consumer<Runnable> later;
  private final Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>();

  /** What was tried last: nothing before it is ever committed again. */
  private final Map<TopicPartition, OffsetAndMetadata> newest = new HashMap<>();

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

  @SuppressWarnings("unchecked") // the only method of this name has one parameter, of this type
  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    if (method.getName().equals("commit")) {
      return commit((Map<TopicPartition, OffsetAndMetadata>) Objects.requireNonNull(arguments[0]));
    }
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Uni<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    return Uni.createFrom()
        .deferred(
            () -> {
              tried(offsets);
              return consumer.commit(offsets);
            })
        .onItem()
        .invoke(() -> taken(offsets))
        .onFailure()
        .invoke(() -> keep(offsets));
  }

  private synchronized void tried(Map<TopicPartition, OffsetAndMetadata> offsets) {
    newest.putAll(offsets);
  }

  private synchronized void taken(Map<TopicPartition, OffsetAndMetadata> offsets) {
    kept.entrySet().removeAll(offsets.entrySet());
  }

  private synchronized void keep(Map<TopicPartition, OffsetAndMetadata> offsets) {
    kept.putAll(offsets);
    if (!waiting) {
      waiting = true;
      later.accept(this::again);
    }
  }

  private void again() {
    consumer
        .getAssignments()
        .subscribe()
        .with(this::again, failure -> keepOn()); // it is not said whose they are: not yet, then
  }

  private void again(Set<TopicPartition> mine) {
    var offsets = due(mine);
    if (!offsets.isEmpty()) {
      commit(offsets)
          .subscribe()
          .with(
              done -> LOG.infof("the broker took what it had not; partitions=%d", offsets.size()),
              failure -> LOG.debugf(failure, "the broker does not take it yet"));
    }
  }

  private synchronized Map<TopicPartition, OffsetAndMetadata> due(Set<TopicPartition> mine) {
    waiting = false;
    kept.keySet().retainAll(mine);
    kept.entrySet().retainAll(newest.entrySet());
    return Map.copyOf(kept);
  }

  private synchronized void keepOn() {
    waiting = false;
    keep(Map.of());
  }
}
