package heed.sentiment.training;

import heed.events.Tags.Label;
import heed.sentiment.model.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How right a model is on labelled texts. An abstention is wrong in accuracy; {@code coverage}
 * tells how many there were.
 *
 * @param polar accuracy on negative and positive texts, neutral answers left out
 * @param balanced the mean of the recalls of negative and positive texts; a neutral answer or none
 *     is wrong
 * @param negativeRecall the share of negatives found where 85 of 100 found are negative; 0 if that
 *     precision is never reached
 * @param calibrationError mean distance of confidence and accuracy over ten bins
 */
public record Evaluation(
    int n,
    double accuracy,
    double macroF1,
    double polar,
    double balanced,
    double negativeRecall,
    double coverage,
    double calibrationError,
    double languageRight) {

  private record Answer(Label truth, @Nullable Label said, double negative, double confidence) {}

  public static Evaluation of(TextModel model, Corpus corpus, String language, boolean told) {
    List<Answer> answers = new ArrayList<>();
    var languageRight = 0;
    for (var text : corpus.texts()) {
      var opinion = model.read(text.text(), told ? language : null);
      var detected = opinion.language();
      languageRight += detected != null && detected.code().equals(language) ? 1 : 0;
      var stance = opinion.stance();
      answers.add(
          stance == null
              ? new Answer(text.label(), null, 0, 0)
              : new Answer(text.label(), stance.label(), stance.negative(), stance.confidence()));
    }
    return of(answers, languageRight);
  }

  private static Evaluation of(List<Answer> answers, int languageRight) {
    var n = answers.size();
    return new Evaluation(
        n,
        share(count(answers, a -> a.said == a.truth), n),
        macroF1(answers),
        polar(answers),
        balanced(answers),
        negativeRecall(answers),
        share(count(answers, a -> a.said != null), n),
        calibrationError(answers),
        share(languageRight, n));
  }

  private static double macroF1(List<Answer> answers) {
    var sum = 0.0;
    var labels = 0;
    for (var label : Label.values()) {
      var right = count(answers, a -> a.truth == label && a.said == label);
      var truths = count(answers, a -> a.truth == label);
      labels += truths > 0 ? 1 : 0;
      sum += truths == 0 ? 0 : share(2 * right, truths + count(answers, a -> a.said == label));
    }
    return sum / Math.max(1, labels);
  }

  private static double polar(List<Answer> answers) {
    var polar =
        answers.stream()
            .filter(a -> a.truth != Label.NEUTRAL && a.said != null && a.said != Label.NEUTRAL)
            .toList();
    return share(count(polar, a -> a.said == a.truth), polar.size());
  }

  private static double balanced(List<Answer> answers) {
    var negatives = answers.stream().filter(a -> a.truth == Label.NEGATIVE).toList();
    var positives = answers.stream().filter(a -> a.truth == Label.POSITIVE).toList();
    var found = share(count(negatives, a -> a.said == Label.NEGATIVE), negatives.size());
    var kept = share(count(positives, a -> a.said == Label.POSITIVE), positives.size());
    return (found + kept) / 2;
  }

  private static double negativeRecall(List<Answer> answers) {
    var ranked = answers.stream().sorted((a, b) -> Double.compare(b.negative, a.negative)).toList();
    var negatives = count(answers, a -> a.truth == Label.NEGATIVE);
    var found = 0;
    var best = 0;
    for (var i = 0; i < ranked.size(); i++) {
      found += ranked.get(i).truth == Label.NEGATIVE ? 1 : 0;
      best = found >= 0.85 * (i + 1) ? found : best;
    }
    return share(best, negatives);
  }

  private static double calibrationError(List<Answer> answers) {
    var error = 0.0;
    var said = answers.stream().filter(a -> a.said != null).toList();
    for (var bin = 0; bin < 10; bin++) {
      var floor = bin / 10.0;
      var in =
          said.stream().filter(a -> a.confidence > floor && a.confidence <= floor + 0.1).toList();
      var confidence = in.stream().mapToDouble(Answer::confidence).sum();
      error += Math.abs(confidence - count(in, a -> a.said == a.truth));
    }
    return said.isEmpty() ? 0 : error / said.size();
  }

  private static int count(List<Answer> answers, java.util.function.Predicate<Answer> which) {
    return (int) answers.stream().filter(which).count();
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** A row of the model card. */
  String row(String set) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |",
        set,
        n,
        accuracy,
        macroF1,
        polar,
        balanced,
        negativeRecall,
        coverage,
        calibrationError,
        languageRight);
  }
}
