package heed.sentiment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.EventJson;
import heed.events.Topics;
import heed.sentiment.model.Heads;
import heed.sentiment.model.LinearModel;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelShelfTest {
  private static final Shop SHOP = new Shop("riga.shop", "lv");
  private final ModelShelf shelf = new ModelShelf();
  private final ShopHeads heads = new ShopHeads();
  private final PromotedModels models = new PromotedModels(Map.of(), shelf, heads);

  private static ModelVersion version(int number, boolean promoted, String model) {
    var at = Taught.START.plusSeconds(number);
    var weights = promoted ? Weights.of(Heads.shipped().of("lv")) : null;
    return new ModelVersion(
        SHOP.storefront(), SHOP.language(), number, model, 100, at, null, at, at, weights);
  }

  private void read(String key, @Nullable ModelVersion version) {
    var value = version == null ? null : EventJson.write(version);
    models.apply(new ConsumerRecord<>(Topics.MODELS_PROMOTED, 0, 0, key.getBytes(), value));
  }

  private void promoted(int number) {
    var version = version(number, true, LinearModel.NAME);
    read(SHOP.key(number), version);
    read(SHOP.key(), version);
  }

  private String suffix() {
    return heads.of("riga.shop").suffix("lv");
  }

  @Test
  void theModelInForceReadsAndIsNamed() {
    promoted(1);
    promoted(2);
    assertThat(suffix()).isEqualTo("+riga.shop.lv.2");
    assertThat(heads.of("riga.shop").heads()).containsOnlyKeys("lv");
    assertThat(heads.of("riga").suffix("lv")).isEmpty();
    assertThat(heads.of(null).heads()).isEmpty();
  }

  @Test
  void rollsBackToTheVersionBeforeAndAtLastToWhatShips() {
    promoted(1);
    read(SHOP.key(2), version(2, false, LinearModel.NAME));
    promoted(3);
    assertThat(shelf.before(SHOP)).isEqualTo(1);
    read(SHOP.key(), version(1, true, LinearModel.NAME));
    assertThat(suffix()).isEqualTo("+riga.shop.lv.1");
    assertThat(shelf.before(SHOP)).isZero();
    read(SHOP.key(), ModelVersion.shipped(SHOP, LinearModel.NAME, Taught.START));
    assertThat(suffix()).isEmpty();
    assertThat(shelf.nextVersion(SHOP)).isEqualTo(4);
  }

  @Test
  void keepsTheLastFiveOfEachKindAndTheOneInForce() {
    for (var number = 1; number <= 7; number++) {
      promoted(number);
    }
    read(SHOP.key(), version(1, true, LinearModel.NAME));
    assertThat(shelf.tooMany(SHOP, true)).containsExactly(2, 3);
    assertThat(shelf.tooMany(SHOP, false)).isEmpty();
    read(SHOP.key(2), null);
    assertThat(shelf.version(SHOP, 2)).isNull();
    assertThat(shelf.inForce(SHOP)).isEqualTo(1);
  }

  @Test
  void featuresOfAnotherModelAreNotPutInForce() {
    read(SHOP.key(), version(1, true, "linear-1999.1"));
    assertThat(suffix()).isEmpty();
  }

  @Test
  void aRecordThatCannotBeReadChangesNothing() {
    promoted(1);
    models.apply(
        new ConsumerRecord<>(
            Topics.MODELS_PROMOTED, 0, 0, SHOP.key().getBytes(), "{oops".getBytes()));
    models.apply(new ConsumerRecord<>(Topics.MODELS_PROMOTED, 0, 0, null, null));
    assertThat(suffix()).isEqualTo("+riga.shop.lv.1");
  }
}
