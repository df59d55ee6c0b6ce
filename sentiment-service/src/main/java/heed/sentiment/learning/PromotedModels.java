package heed.sentiment.learning;

import heed.events.EventJson;
import heed.events.Topics;
import heed.sentiment.model.LinearModel;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Every copy reads {@code models-promoted} whole and then as it grows, without a group, so that all
 * switch together. On failure: an outage is waited out with the heads that are in force; a record
 * that cannot be read changes nothing and is told in the log, once by every copy.
 */
@Singleton
class PromotedModels {
  private static final Logger LOG = Logger.getLogger(PromotedModels.class);

  private final Map<String, Object> broker;
  private final ModelShelf shelf;
  private final ShopHeads heads;
  private final Loop loop = new Loop("promoted-models");
  private volatile boolean caughtUp;

  PromotedModels(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      ModelShelf shelf,
      ShopHeads heads) {
    this.broker = broker;
    this.shelf = shelf;
    this.heads = heads;
  }

  void start(@Observes StartupEvent event) {
    loop.start(this::read);
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  /** True once what was there at the start is known. */
  boolean caughtUp() {
    return caughtUp;
  }

  private void read() {
    try (var reader = new Reader(broker, Topics.MODELS_PROMOTED)) {
      while (loop.goesOn()) {
        reader.next(Duration.ofMillis(500)).forEach(this::apply);
        caughtUp = caughtUp || reader.caughtUp();
      }
    }
  }

  void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    try {
      var key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        shelf.remove(key);
        return;
      }
      var version = EventJson.read(record.value(), ModelVersion.class);
      if (key.equals(version.shop().key(version.version()))) {
        shelf.put(version);
      } else if (key.equals(version.shop().key())) {
        putInForce(version);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warnf(
          "Model not read; partition=%d offset=%d reason=%s",
          record.partition(), record.offset(), e.getClass().getSimpleName());
    }
  }

  /** Features of another model mean nothing to this one: then what ships reads. */
  private void putInForce(ModelVersion version) throws IOException {
    var weights = version.model().equals(LinearModel.NAME) ? version.weights() : null;
    heads.put(version.shop(), version.version(), weights == null ? null : Weights.read(weights));
    shelf.putInForce(version);
    LOG.infof("Model in force; shop=%s version=%d", version.shop().key(), version.version());
  }
}
