package heed.sentiment.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Tags;
import heed.events.Tags.Label;
import heed.sentiment.model.Opinion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
  private static final List<String> THREE = List.of("positive", "negative", "neutral");
  private static final List<String> STARS =
      List.of("1 star", "2 stars", "3 stars", "4 stars", "5 stars");
  private static final Map<String, String> PATIENT = Map.of("timeout", "PT60S");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<OnnxModel> opened = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() {
    opened.forEach(OnnxModel::close);
  }

  static OnnxSettings settings(Map<String, String> values) {
    var builder = new SmallRyeConfigBuilder().withMapping(OnnxSettings.class);
    values.forEach((k, v) -> builder.withDefaultValue(OnnxSettings.PREFIX + "." + k, v));
    return builder.build().getConfigMapping(OnnxSettings.class);
  }

  private OnnxModel model(List<String> names, Map<String, String> values) throws IOException {
    var directory = TinyModel.write(folder.resolve("tiny"), names);
    return kept(OnnxModel.open(directory, settings(values), new Embedded(), meters));
  }

  private OnnxModel kept(OnnxModel model) {
    opened.add(model);
    return model;
  }

  private double fallbacks(String reason) {
    return meters.counter("heed.model.fallbacks", "reason", reason).count();
  }

  private static @Nullable Label label(Opinion opinion) {
    var stance = opinion.stance();
    return stance == null ? null : stance.label();
  }

  @Test
  void readsTheLabelsOfItsConfig() throws IOException {
    var model = model(THREE, PATIENT);

    assertThat(label(model.read("W0", null))).isEqualTo(Label.POSITIVE);
    assertThat(label(model.read("w1", null))).isEqualTo(Label.NEGATIVE);
    assertThat(label(model.read("w2 and more", null))).isEqualTo(Label.NEUTRAL);
  }

  @Test
  void theKeyPrevailsOverTheConfig() throws IOException {
    var model =
        model(
            List.of("a", "b", "c"),
            Map.of("labels", "negative,neutral,positive", "timeout", "PT60S"));

    assertThat(label(model.read("w0", null))).isEqualTo(Label.NEGATIVE);
    assertThat(label(model.read("w2", null))).isEqualTo(Label.POSITIVE);
  }

  @Test
  void readsStars() throws IOException {
    var model = model(STARS, PATIENT);

    assertThat(label(model.read("w1", null))).isEqualTo(Label.NEGATIVE);
    assertThat(label(model.read("w3 w3", null))).isEqualTo(Label.POSITIVE);
  }

  @Test
  void tellsWhoDecided() throws IOException {
    var model = model(THREE, PATIENT);

    var opinion = model.read("w0", null);

    assertThat(model.name()).isEqualTo("tiny");
    assertThat(opinion.model()).isEqualTo("tiny");
    assertThat(opinion.language()).isEqualTo(new Tags.Language("lv", 1));
  }

  @Test
  void aTextTooCloseToCallHasNoStance() throws IOException {
    var model = model(THREE, PATIENT);

    assertThat(model.read("nothing known", null).stance()).isNull();
    assertThat(model.read("nothing known", null).model()).isEqualTo("tiny");
  }

  @Test
  void aTextOfNothingIsNotAsked() throws IOException {
    var opinion = model(THREE, PATIENT).read(" \n", null);

    assertThat(opinion.model()).isEqualTo("embedded");
    assertThat(fallbacks("error")).isZero();
  }

  @Test
  void aLongTextIsCut() throws IOException {
    var text = "w0 w0 " + "w1 ".repeat(10_000);

    assertThat(label(model(THREE, PATIENT).read(text, null))).isEqualTo(Label.NEGATIVE);
    assertThat(label(model(THREE, Map.of("max-tokens", "2", "timeout", "PT60S")).read(text, null)))
        .isEqualTo(Label.POSITIVE);
  }

  @Test
  void aBatchReadsAsEachOfItsTexts() throws Exception {
    var directory = TinyModel.write(folder.resolve("tiny"), THREE);
    var settings = settings(Map.of());
    var network = Network.open(Folder.of(directory, settings), settings);
    var texts = List.of("w0", "w1 w1 w2 else", "w2 " + "w1 ".repeat(300), "😡", "");

    var together = network.read(texts);

    for (var i = 0; i < texts.size(); i++) {
      assertThat(together.get(i)).isEqualTo(network.read(List.of(texts.get(i))).getFirst());
    }
    network.close();
  }

  @Test
  void nothingIsFetchedAndNothingCallsHome() throws IOException {
    model(THREE, PATIENT);

    assertThat(ai.djl.util.Utils.isOfflineMode()).isTrue();
    assertThat(Files.exists(Path.of(System.getProperty("ENGINE_CACHE_DIR")))).isTrue();
  }
}
