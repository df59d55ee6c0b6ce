package heed.sentiment.training;

import heed.events.Tags.Aspect;
import heed.sentiment.model.AspectHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A logistic regression per aspect by AdaGrad; the same examples give the same bytes. */
final class AspectLearner {
  private static final int ASPECTS = AspectHead.ASPECTS;
  private static final int EPOCHS = 8;
  private static final double STEP = 0.15;

  /** Words of a few hundred reviews are learnt by heart if one lets them. */
  private static final double WORD_STEP = 0.04;

  private static final double DECAY = 1e-3;

  private final float[] words;
  private final float[] wordSteps;
  private final float[] leanings;
  private final float[] dense = new float[AspectHead.DENSE * ASPECTS];
  private final float[] denseSteps = new float[dense.length];
  private final float[] bias = new float[ASPECTS];
  private final float[] biasSteps = new float[ASPECTS];

  /**
   * A clause or a whole text, and what it truly speaks of.
   *
   * @param words their buckets, or their rows in a vocabulary; a word said twice is there twice
   */
  record Example(int[] words, float[] dense, Set<Aspect> truth) {
    Example in(Vocabulary vocabulary) {
      return new Example(vocabulary.rows(words), dense, truth);
    }
  }

  private AspectLearner(float[] leanings) {
    this.words = new float[leanings.length];
    this.wordSteps = new float[leanings.length];
    this.leanings = leanings;
  }

  /**
   * @param rows how many the vocabulary of the examples has
   */
  static AspectLearner taught(List<Example> examples, int rows) {
    var learner = new AspectLearner(AspectLeanings.of(examples, rows));
    var order = new ArrayList<>(examples);
    var random = new Random(2026);
    for (var epoch = 0; epoch < EPOCHS; epoch++) {
      Collections.shuffle(order, random);
      order.forEach(learner::learn);
    }
    return learner;
  }

  /** What was learnt, with each aspect's odds moved down by its threshold. */
  AspectHead.Learnt learnt(double[] thresholds) {
    var moved = bias.clone();
    for (var aspect = 0; aspect < ASPECTS; aspect++) {
      moved[aspect] -= (float) thresholds[aspect];
    }
    return new AspectHead.Learnt(words, dense, moved);
  }

  double score(Example example, int aspect) {
    double score = bias[aspect];
    for (var row : example.words()) {
      score += words[row * ASPECTS + aspect];
    }
    for (var f = 0; f < AspectHead.DENSE; f++) {
      score += example.dense()[f] * dense[f * ASPECTS + aspect];
    }
    return score;
  }

  private void learn(Example example) {
    for (var aspect : Aspect.values()) {
      var a = aspect.ordinal();
      var truth = example.truth().contains(aspect) ? 1 : 0;
      var error = 1 / (1 + StrictMath.exp(-score(example, a))) - truth;
      for (var row : example.words()) {
        var at = row * ASPECTS + a;
        move(words, wordSteps, at, error + DECAY * words[at], WORD_STEP * leanings[at]);
      }
      for (var f = 0; f < AspectHead.DENSE; f++) {
        if (example.dense()[f] != 0) {
          move(dense, denseSteps, f * ASPECTS + a, error, STEP);
        }
      }
      move(bias, biasSteps, a, error, STEP);
    }
  }

  private static void move(float[] weights, float[] steps, int at, double slope, double step) {
    steps[at] += (float) (slope * slope);
    weights[at] -= (float) (step * slope / (Math.sqrt(steps[at]) + 1e-6));
  }
}
