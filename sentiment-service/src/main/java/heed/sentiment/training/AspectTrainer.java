package heed.sentiment.training;

import heed.events.Tags.Aspect;
import heed.sentiment.model.AspectHead;
import heed.sentiment.model.Lexicon;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A logistic regression per aspect by AdaGrad; the same clauses give the same bytes. */
final class AspectTrainer {
  private static final int ASPECTS = AspectHead.ASPECTS;
  private static final int EPOCHS = 10;
  private static final double STEP = 0.15;

  /** Words of 300 reviews are learnt by heart if one lets them: few rounds, small steps. */
  private static final int WORD_EPOCHS = 6;

  private static final double WORD_STEP = 0.1;

  private final float[] words = new float[AspectHead.BUCKETS * ASPECTS];
  private final float[] wordSteps = new float[words.length];
  private final float[] dense = new float[AspectHead.DENSE * ASPECTS];
  private final float[] denseSteps = new float[dense.length];
  private final float[] bias = new float[ASPECTS];
  private final float[] biasSteps = new float[ASPECTS];

  /** A clause and what it truly speaks of. */
  record Clause(AspectHead.Seen seen, Set<Aspect> truth) {}

  /** The clauses of a text; one speaks of an aspect if a quote of it lies in the clause. */
  static List<Clause> clauses(Corpus.Text text, Lexicon lexicon) {
    List<Clause> clauses = new ArrayList<>();
    for (var seen : AspectHead.see(text.text(), lexicon)) {
      var truth = EnumSet.noneOf(Aspect.class);
      for (var mention : text.aspects()) {
        var from = text.text().indexOf(mention.quote());
        var overlap =
            Math.min(seen.to(), from + mention.quote().length()) - Math.max(seen.from(), from);
        if (2 * overlap > Math.min(seen.to() - seen.from(), mention.quote().length())) {
          truth.add(mention.aspect());
        }
      }
      clauses.add(new Clause(seen, truth));
    }
    return clauses;
  }

  static AspectHead trained(List<Clause> clauses) {
    var trainer = new AspectTrainer();
    var order = new ArrayList<>(clauses);
    var random = new Random(2026);
    for (var epoch = 0; epoch < EPOCHS + WORD_EPOCHS; epoch++) {
      var ofWords = epoch >= EPOCHS;
      Collections.shuffle(order, random);
      order.forEach(clause -> trainer.learn(clause, ofWords));
    }
    return AspectHead.of(trainer.words, trainer.dense, trainer.bias);
  }

  /** The lexicon first, which holds in every language; then words, beside it as it is. */
  private void learn(Clause clause, boolean ofWords) {
    for (var aspect : Aspect.values()) {
      var a = aspect.ordinal();
      var truth = clause.truth().contains(aspect) ? 1 : 0;
      var error = 1 / (1 + StrictMath.exp(-score(clause.seen(), a))) - truth;
      if (ofWords) {
        for (var bucket : clause.seen().buckets()) {
          move(words, wordSteps, bucket * ASPECTS + a, error, WORD_STEP);
        }
        continue;
      }
      for (var f = 0; f < AspectHead.DENSE; f++) {
        if (clause.seen().dense()[f] != 0) {
          move(dense, denseSteps, f * ASPECTS + a, error, STEP);
        }
      }
      move(bias, biasSteps, a, error, STEP);
    }
  }

  private double score(AspectHead.Seen seen, int aspect) {
    double score = bias[aspect];
    for (var bucket : seen.buckets()) {
      score += words[bucket * ASPECTS + aspect];
    }
    for (var f = 0; f < AspectHead.DENSE; f++) {
      score += seen.dense()[f] * dense[f * ASPECTS + aspect];
    }
    return score;
  }

  private static void move(float[] weights, float[] steps, int at, double slope, double step) {
    steps[at] += (float) (slope * slope);
    weights[at] -= (float) (step * slope / (Math.sqrt(steps[at]) + 1e-6));
  }
}
