package heed.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Complaints that keep coming, some hundred a second, until it is stopped. */
final class Complaining implements AutoCloseable {
  private static final int AT_ONCE = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String storefront;
  private final List<UUID> posted = new CopyOnWriteArrayList<>();
  private final Thread writer;
  private volatile boolean goesOn = true;

  Complaining(String bootstrapServers, String storefront) {
    this.storefront = storefront;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    writer = Thread.ofVirtual().start(this::write);
  }

  private void write() {
    while (goesOn) {
      var some = new ArrayList<UUID>();
      for (int i = 0; i < AT_ONCE; i++) {
        var id = UUID.randomUUID();
        producer.send(Complaints.complaint(storefront, id, 1));
        some.add(id);
      }
      producer.flush();
      posted.addAll(some);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** The reviews that the broker has acknowledged so far, in their order. */
  List<UUID> posted() {
    return posted;
  }

  /** Ends it; all reviews that were written. */
  List<UUID> stop() throws InterruptedException {
    goesOn = false;
    writer.join();
    return List.copyOf(posted);
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    producer.close();
  }
}
