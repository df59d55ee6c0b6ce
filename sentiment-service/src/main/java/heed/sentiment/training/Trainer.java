package heed.sentiment.training;

import heed.sentiment.model.Grams;
import heed.sentiment.model.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Multinomial logistic regression by AdaGrad; the same samples give the same bytes on every
 * machine.
 */
final class Trainer {
  private static final int EPOCHS = 12;
  private static final double STEP = 0.1;
  private static final double TONE_STEP = 0.05;
  private static final int FOLDS = 4;

  /** As if each weight had been moved before: a head that goes on takes smaller steps. */
  private static final float WARM = 0.5f;

  private final int toneFeatures;
  private final double decay;
  private final float[] grams;
  private final float[] gramSteps;
  private final float[] leanings;
  private final float[] tone;
  private final float[] toneSteps;
  private final float[] bias = new float[Head.LABELS];

  private Trainer(int toneFeatures, double decay, float[] leanings) {
    var size = Grams.BUCKETS * Head.LABELS;
    this.toneFeatures = toneFeatures;
    this.decay = decay;
    this.leanings = leanings;
    this.grams = new float[size];
    this.gramSteps = new float[size];
    this.tone = new float[toneFeatures * Head.LABELS];
    this.toneSteps = new float[tone.length];
  }

  /** Trains on all, calibrated by what four heads say of the quarter they did not see. */
  static Head calibrated(List<Sample> samples, double decay) {
    List<Calibration.Held> held = new ArrayList<>();
    for (var fold = 0; fold < FOLDS; fold++) {
      List<Sample> seen = new ArrayList<>();
      List<Sample> unseen = new ArrayList<>();
      for (var i = 0; i < samples.size(); i++) {
        (i % FOLDS == fold ? unseen : seen).add(samples.get(i));
      }
      var head = train(seen, decay);
      unseen.forEach(s -> held.add(new Calibration.Held(head.logits(s.reading()), s)));
    }
    return Calibration.fit(train(samples, decay), held);
  }

  static Head train(List<Sample> samples, double decay) {
    var tone = samples.getFirst().reading().tone().length;
    return new Trainer(tone, decay, Leanings.of(samples)).taught(samples);
  }

  private Head taught(List<Sample> samples) {
    var order = new ArrayList<>(samples);
    var random = new Random(2026);
    for (var epoch = 0; epoch < EPOCHS; epoch++) {
      Collections.shuffle(order, random);
      order.forEach(this::learn);
    }
    return Head.of(grams, tone, bias);
  }

  /** Goes on from {@code start}: what the samples do not speak of stays as it was. */
  static Head continued(Head start, List<Sample> samples, double decay) {
    var grams = start.grams();
    var even = new float[grams.length];
    Arrays.fill(even, 1);
    var trainer = new Trainer(samples.getFirst().reading().tone().length, decay, even);
    System.arraycopy(grams, 0, trainer.grams, 0, grams.length);
    System.arraycopy(start.tone(), 0, trainer.tone, 0, trainer.tone.length);
    System.arraycopy(start.bias(), 0, trainer.bias, 0, trainer.bias.length);
    Arrays.fill(trainer.gramSteps, WARM);
    Arrays.fill(trainer.toneSteps, WARM);
    return trainer.taught(samples);
  }

  private void learn(Sample sample) {
    var errors = errors(sample);
    var buckets = sample.reading().grams().buckets();
    var amounts = sample.reading().grams().amounts();
    for (var label = 0; label < Head.LABELS; label++) {
      for (var i = 0; i < buckets.length; i++) {
        var at = buckets[i] * Head.LABELS + label;
        move(grams, gramSteps, at, errors[label] * amounts[i], STEP * leanings[at], decay);
      }
      for (var f = 0; f < toneFeatures; f++) {
        var gradient = errors[label] * sample.reading().tone()[f];
        move(tone, toneSteps, f * Head.LABELS + label, gradient, TONE_STEP, 1e-4);
      }
      bias[label] -= (float) (0.002 * errors[label]);
    }
  }

  private double[] errors(Sample sample) {
    var reading = sample.reading();
    var shares = new double[Head.LABELS];
    for (var label = 0; label < Head.LABELS; label++) {
      double sum = bias[label];
      for (var i = 0; i < reading.grams().buckets().length; i++) {
        sum +=
            reading.grams().amounts()[i]
                * grams[reading.grams().buckets()[i] * Head.LABELS + label];
      }
      for (var f = 0; f < toneFeatures; f++) {
        sum += reading.tone()[f] * tone[f * Head.LABELS + label];
      }
      shares[label] = StrictMath.exp(Math.clamp(sum, -30.0, 30.0));
    }
    var total = shares[0] + shares[1] + shares[2];
    for (var label = 0; label < Head.LABELS; label++) {
      var truth = sample.label().ordinal() == label ? 1 : 0;
      shares[label] = sample.weight() * (shares[label] / total - truth);
    }
    return shares;
  }

  private static void move(
      float[] weights, float[] steps, int at, double gradient, double step, double decay) {
    if (gradient == 0) {
      return;
    }
    var slope = gradient + decay * weights[at];
    steps[at] += (float) (slope * slope);
    weights[at] -= (float) (step * slope / (Math.sqrt(steps[at]) + 1e-6));
  }
}
