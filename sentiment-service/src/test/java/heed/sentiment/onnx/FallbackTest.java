package heed.sentiment.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.sentiment.model.Opinion;
import heed.sentiment.model.Stance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {
  private static final Stance UNSURE = Embedded.STANCE;
  private static final Map<String, String> PATIENT = Map.of("timeout", "PT60S");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<OnnxModel> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(OnnxModel::close);
  }

  private OnnxModel of(Scorer scorer, Map<String, String> values) {
    var settings = OnnxModelTest.settings(values);
    opened.add(new OnnxModel("own", new Embedded(), scorer, settings, meters));
    return opened.getLast();
  }

  private double fallbacks(String reason) {
    return meters.counter("heed.model.fallbacks", "reason", reason).count();
  }

  @Test
  void aSlowModelKeepsTheEmbeddedStance() throws InterruptedException {
    var go = new CountDownLatch(1);
    var model =
        of(
            texts -> {
              go.await();
              return List.of(new Stance(1, 0, 0));
            },
            Map.of("timeout", "PT0.01S"));

    var first = model.read("x", null);
    var second = model.read("y", null);
    go.countDown();

    assertThat(first.stance()).isEqualTo(UNSURE);
    assertThat(first.model()).isEqualTo("embedded");
    assertThat(second.model()).isEqualTo("embedded");
    assertThat(fallbacks("timeout")).isGreaterThanOrEqualTo(1);
    assertThat(fallbacks("timeout") + fallbacks("saturated")).isEqualTo(2);
  }

  @Test
  void aFullQueueKeepsTheEmbeddedStance() throws Exception {
    var go = new CountDownLatch(1);
    var model =
        of(
            texts -> {
              go.await();
              return texts.stream().map(t -> new Stance(1, 0, 0)).toList();
            },
            Map.of("timeout", "PT60S", "batch", "1"));
    var readers = Executors.newFixedThreadPool(20);
    try (readers) {
      var asked = new ArrayList<Future<Opinion>>();
      for (var i = 0; i < 20; i++) {
        Callable<Opinion> read = () -> model.read("x", null);
        asked.add(readers.submit(read));
      }
      await().until(() -> fallbacks("saturated") >= 15);
      go.countDown();
      for (var one : asked) {
        assertThat(one.get().model()).isIn("own", "embedded");
      }
    }
    assertThat(fallbacks("timeout")).isZero();
  }

  @Test
  void aModelThatFailsKeepsTheEmbeddedStance() {
    var model =
        of(
            texts -> {
              throw new IllegalStateException("x");
            },
            PATIENT);

    assertThat(model.read("x", null).stance()).isEqualTo(UNSURE);
    assertThat(model.read("x", null).model()).isEqualTo("embedded");
    assertThat(fallbacks("error")).isEqualTo(2);
  }
}
