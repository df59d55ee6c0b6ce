package heed.sentiment.learning;

import heed.events.EventJson;
import heed.events.MalformedRecord;
import heed.sentiment.model.Heads;
import heed.sentiment.model.LinearModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * What the training copy does with samples: keeps them on a shelf, trains where a shop has grown,
 * tells the verdict. Used by one thread; a new one begins with an empty shelf.
 */
final class ShopTrainer {
  private static final Logger LOG = Logger.getLogger(ShopTrainer.class);

  private final LearningSettings settings;
  private final Tools tools;
  private final Heads shipped = Heads.shipped();
  private final SampleShelf shelf;

  /** So that a verdict that is not yet read back is not sought twice. */
  private final Map<Shop, Instant> tried = new HashMap<>();

  /** What every trainer works with. */
  record Tools(
      SampleLog samples,
      ModelLog log,
      ModelShelf models,
      ShopHeads heads,
      LearningMetrics metrics) {}

  ShopTrainer(LearningSettings settings, Tools tools) {
    this.settings = settings;
    this.tools = tools;
    this.shelf = new SampleShelf(settings.samples(), (long) settings.megabytes() << 20);
  }

  /** Takes a record of {@code training-samples}; what cannot be read teaches nothing. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    var key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (record.value() == null) {
        shelf.remove(key);
      } else if (Samples.isErasure(key)) {
        var erased = EventJson.read(record.value(), ErasedCustomer.class);
        tools.samples.delete(shelf.forget(erased));
      } else {
        take(key, EventJson.read(record.value(), ShopSample.class));
      }
    } catch (MalformedRecord e) {
      LOG.warnf("Sample not read; partition=%d offset=%d", record.partition(), record.offset());
      tools.samples.delete(List.of(key));
    }
    tools.metrics.held(shelf.size());
  }

  private void take(String key, ShopSample sample) {
    var usable = sample.model().equals(LinearModel.NAME);
    tools.samples.delete(usable ? shelf.put(key, sample) : List.of(key));
  }

  /** Trains and judges for one shop that has grown, of several the one tried longest ago. */
  void train(Instant now) throws ModelLog.NotAcknowledged {
    var shops = shelf.shops().stream().sorted(Comparator.comparing(this::lastTry)).toList();
    for (var shop : shops) {
      var samples = shelf.of(shop);
      if (grown(shop, samples) && Candidate.possible(samples)) {
        train(shop, samples, now);
        return;
      }
    }
  }

  private Instant lastTry(Shop shop) {
    var known = tools.models.lastTry(shop);
    return tried.getOrDefault(shop, known == null ? Instant.MIN : known);
  }

  /** A first try at {@code at-least}; then whenever a quarter has come on top. */
  private boolean grown(Shop shop, List<ShopSample> samples) {
    var last = lastTry(shop);
    var fresh = samples.stream().filter(s -> s.receivedAt().isAfter(last)).count();
    return samples.size() >= settings.atLeast() && 4 * fresh >= samples.size() - fresh;
  }

  private void train(Shop shop, List<ShopSample> samples, Instant now)
      throws ModelLog.NotAcknowledged {
    var start = shipped.of(shop.language());
    var incumbent = tools.heads.of(shop.storefront()).heads().getOrDefault(shop.language(), start);
    var candidate = Candidate.of(samples, start, incumbent);
    var better = Promotion.promotes(candidate.figures());
    tried.put(shop, samples.getLast().receivedAt());
    tell(shop, version(shop, samples, candidate, better, now), better);
    tools.metrics.judged(better);
    LOG.infof(
        "Candidate judged; shop=%s promoted=%b samples=%d heldBack=%d polarAccuracy=%.3f incumbent=%.3f",
        shop.key(),
        better,
        samples.size(),
        candidate.figures().n(),
        candidate.figures().polarAccuracy(),
        candidate.figures().incumbentPolarAccuracy());
  }

  private ModelVersion version(
      Shop shop, List<ShopSample> samples, Candidate candidate, boolean better, Instant now) {
    return new ModelVersion(
        shop.storefront(),
        shop.language(),
        tools.models.nextVersion(shop),
        LinearModel.NAME,
        samples.size(),
        samples.getLast().receivedAt(),
        candidate.figures(),
        now,
        better ? now : null,
        better ? Weights.of(candidate.head()) : null);
  }

  /** The version first, so that the one in force can always be gone back to. */
  private void tell(Shop shop, ModelVersion version, boolean better)
      throws ModelLog.NotAcknowledged {
    var tooMany = tools.models.tooMany(shop, better);
    tools.log.keep(version);
    if (better) {
      tools.log.putInForce(version);
    }
    for (var old : tooMany) {
      tools.log.delete(shop, old);
    }
  }
}
