package heed.sentiment.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import heed.sentiment.model.Stance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void whatArrivesDuringARunIsTheNextOne() throws Exception {
    var runs = new ArrayList<Integer>();
    var started = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var batches =
        new Batches(
            texts -> {
              runs.add(texts.size());
              started.countDown();
              go.await();
              return texts.stream().map(t -> Embedded.STANCE).toList();
            },
            4,
            PATIENCE);
    var all = new ArrayList<Future<Stance>>();
    all.add(batches.submit("first"));
    started.await();
    for (var i = 0; i < 6; i++) {
      all.add(batches.submit("later"));
    }
    go.countDown();
    for (var one : all) {
      one.get();
    }

    assertThat(batches.end(PATIENCE)).isTrue();
    assertThat(runs).containsExactly(1, 4, 2);
  }
}
