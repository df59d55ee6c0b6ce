package heed.sentiment.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import heed.sentiment.model.LinearModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderTest {
  private static final List<String> THREE = List.of("negative", "neutral", "positive");

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    TinyModel.write(folder, THREE);
  }

  private static void open(Path directory, Map<String, String> values) {
    OnnxModel.open(
            directory,
            OnnxModelTest.settings(values),
            LinearModel.shipped(),
            new SimpleMeterRegistry())
        .close();
  }

  private void refused(String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(folder, Map.of()))
        .withMessageStartingWith("heed.model.onnx.")
        .withMessageContainingAll(parts);
  }

  @Test
  void whatAnExportLeavesIsOpened() {
    assertThatNoException().isThrownBy(() -> open(folder, Map.of()));
  }

  @Test
  void aMissingDirectoryIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(folder.resolve("nowhere"), Map.of()))
        .withMessageStartingWith("heed.model.onnx.directory: ")
        .withMessageContaining("is not a directory");
  }

  @ParameterizedTest
  @CsvSource({"model.onnx", "tokenizer.json"})
  void aMissingFileIsRefused(String file) throws IOException {
    Files.delete(folder.resolve(file));

    refused("heed.model.onnx.directory: ", "holds no readable " + file);
  }

  @ParameterizedTest
  @CsvSource({"model.onnx,rubbish", "tokenizer.json,rubbish", "config.json,{"})
  void aFileOfRubbishIsRefused(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);

    refused("heed.model.onnx.directory: ", "export");
  }

  @Test
  void unknownLabelsAreRefused() throws IOException {
    TinyModel.write(folder, List.of("joy", "anger", "fear"));

    refused("heed.model.onnx.labels", "[joy, anger, fear]", "set the key");
  }

  @Test
  void noLabelsAtAllAreRefused() throws IOException {
    Files.delete(folder.resolve("config.json"));

    refused("heed.model.onnx.labels", "set the key");
  }

  @Test
  void labelsThatDoNotFitTheNetworkAreRefused() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"id2label": {"0": "1 star", "1": "2 stars", "2": "3 stars", "3": "4 stars", "4": "5 stars"}}""");

    refused("heed.model.onnx.directory: ", "gives 3 figures, must be 5");
  }

  @ParameterizedTest
  @CsvSource({"max-tokens,1", "batch,0", "threads,0", "timeout,PT0S", "name,' '"})
  void aSettingOutOfRangeIsRefused(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              var settings = OnnxModelTest.settings(Map.of(key, value));
              OnnxSettings.check(settings);
            })
        .withMessageStartingWith("heed.model.onnx." + key);
  }

  @Test
  void theDefaultsRun() {
    var settings = OnnxModelTest.settings(Map.of());

    OnnxSettings.check(settings);
    assertThat(settings.directory()).isEmpty();
    assertThat(settings.labels()).isEmpty();
    assertThat(settings.name()).isEmpty();
    assertThat(settings.maxTokens()).isEqualTo(512);
    assertThat(settings.batch()).isEqualTo(16);
    assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.threads()).isEqualTo(1);
  }
}
