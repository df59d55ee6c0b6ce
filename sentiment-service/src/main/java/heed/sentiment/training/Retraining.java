package heed.sentiment.training;

import heed.events.Tags.Label;
import heed.sentiment.model.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * A head that goes on learning from a shop's own samples. Deterministic; for 1,000 samples it takes
 * about a second.
 */
public final class Retraining {
  private static final double DECAY = 1e-4;

  /** Every fourth sample calibrates a head that did not see it. */
  private static final int FOLDS = 4;

  /**
   * Trains on all samples, calibrated on a quarter that a first head did not see.
   *
   * @param samples at least eight, in any order
   */
  public static Head of(Head start, List<Sample> samples) {
    var even = balanced(samples);
    List<Sample> seen = new ArrayList<>();
    List<Sample> unseen = new ArrayList<>();
    for (var i = 0; i < even.size(); i++) {
      (i % FOLDS == FOLDS - 1 ? unseen : seen).add(even.get(i));
    }
    var first = Trainer.continued(start, seen, DECAY);
    var held =
        unseen.stream().map(s -> new Calibration.Held(first.logits(s.reading()), s)).toList();
    return Calibration.fit(Trainer.continued(start, even, DECAY), held);
  }

  /** Most shops are praised more than blamed: the rare label must not be drowned. */
  private static List<Sample> balanced(List<Sample> samples) {
    var counts = new int[Label.values().length];
    samples.forEach(s -> counts[s.label().ordinal()]++);
    var fair = (double) samples.size() / counts.length;
    return samples.stream()
        .map(s -> s.weighing(Math.sqrt(fair / counts[s.label().ordinal()])))
        .toList();
  }

  private Retraining() {}
}
