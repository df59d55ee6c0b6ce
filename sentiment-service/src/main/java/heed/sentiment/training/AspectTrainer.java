package heed.sentiment.training;

import heed.events.Tags.Aspect;
import heed.sentiment.model.AspectHead;
import heed.sentiment.model.AspectHead.Seen;
import heed.sentiment.model.Lexicon;
import heed.sentiment.training.AspectLearner.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Teaches what clauses and texts speak of. How sure one must be is found by folds: what is best for
 * the texts that a fold did not see.
 */
final class AspectTrainer {
  private static final int ASPECTS = AspectHead.ASPECTS;
  private static final int FOLDS = 4;
  private static final double LOWEST = -4;
  private static final double HIGHEST = 2;
  private static final double GRAIN = 0.1;
  private static final int ROUNDS = 4;

  /** A text by its clauses and as a whole. */
  record Taught(List<Example> clauses, Example whole) {}

  /** A text to learn from; a clause speaks of an aspect if a quote of it lies in the clause. */
  static Taught taught(Corpus.Text text, Lexicon lexicon) {
    var seen = AspectHead.see(text.text(), lexicon);
    var clauses =
        seen.stream().map(s -> new Example(s.buckets(), s.dense(), truth(text, s))).toList();
    var all = EnumSet.noneOf(Aspect.class);
    text.aspects().forEach(mention -> all.add(mention.aspect()));
    return new Taught(clauses, whole(seen, all));
  }

  private static Set<Aspect> truth(Corpus.Text text, Seen seen) {
    var truth = EnumSet.noneOf(Aspect.class);
    for (var mention : text.aspects()) {
      var from = text.text().indexOf(mention.quote());
      var length = mention.quote().length();
      var overlap = Math.min(seen.to(), from + length) - Math.max(seen.from(), from);
      if (2 * overlap > Math.min(seen.to() - seen.from(), length)) {
        truth.add(mention.aspect());
      }
    }
    return truth;
  }

  private static Example whole(List<Seen> seen, Set<Aspect> truth) {
    var buckets = seen.stream().flatMapToInt(s -> Arrays.stream(s.buckets())).toArray();
    var dense = new float[AspectHead.DENSE];
    for (var clause : seen) {
      for (var f = 0; f < dense.length; f++) {
        dense[f] = Math.max(dense[f], clause.dense()[f]);
      }
    }
    return new Example(buckets, dense, truth);
  }

  static AspectHead trained(List<Taught> texts) {
    var scores = new double[texts.size()][];
    for (var fold = 0; fold < FOLDS; fold++) {
      var seen = new ArrayList<Taught>();
      for (var i = 0; i < texts.size(); i++) {
        if (i % FOLDS != fold) {
          seen.add(texts.get(i));
        }
      }
      var both = Both.of(seen);
      for (var i = fold; i < texts.size(); i += FOLDS) {
        scores[i] = both.scores(texts.get(i));
      }
    }
    var thresholds = thresholds(texts, scores);
    return Both.of(texts).head(thresholds);
  }

  /** The thresholds with the best F1 over all aspects together: one aspect at a time, in rounds. */
  private static double[] thresholds(List<Taught> texts, double[][] scores) {
    var thresholds = new double[ASPECTS];
    var counts = new Counts[ASPECTS];
    for (var aspect : Aspect.values()) {
      counts[aspect.ordinal()] = count(texts, scores, aspect, 0);
    }
    for (var round = 0; round < ROUNDS; round++) {
      for (var aspect : Aspect.values()) {
        var a = aspect.ordinal();
        var best = -1.0;
        for (var threshold = LOWEST; threshold < HIGHEST; threshold += GRAIN) {
          var tried = count(texts, scores, aspect, threshold);
          var before = counts[a];
          counts[a] = tried;
          var f1 = f1(counts);
          if (f1 > best) {
            best = f1;
            thresholds[a] = threshold;
          } else {
            counts[a] = before;
          }
        }
      }
    }
    return thresholds;
  }

  private record Counts(int right, int there, int told) {}

  private static Counts count(
      List<Taught> texts, double[][] scores, Aspect aspect, double threshold) {
    var right = 0;
    var there = 0;
    var told = 0;
    for (var i = 0; i < scores.length; i++) {
      var truth = texts.get(i).whole().truth().contains(aspect);
      var said = scores[i][aspect.ordinal()] > threshold;
      right += truth && said ? 1 : 0;
      there += truth ? 1 : 0;
      told += said ? 1 : 0;
    }
    return new Counts(right, there, told);
  }

  private static double f1(Counts[] counts) {
    var right = 0;
    var all = 0;
    for (var count : counts) {
      right += count.right();
      all += count.there() + count.told();
    }
    return 2.0 * right / Math.max(1, all);
  }

  /** What judges clauses and what judges texts. */
  private record Both(Vocabulary vocabulary, AspectLearner clauses, AspectLearner wholes) {
    static Both of(List<Taught> texts) {
      var vocabulary = Vocabulary.of(texts.stream().map(t -> t.whole().words()).toList());
      return new Both(
          vocabulary,
          AspectLearner.taught(
              texts.stream().flatMap(t -> t.clauses().stream()).map(e -> e.in(vocabulary)).toList(),
              vocabulary.size()),
          AspectLearner.taught(
              texts.stream().map(t -> t.whole().in(vocabulary)).toList(), vocabulary.size()));
    }

    AspectHead head(double[] thresholds) {
      return AspectHead.of(
          vocabulary.buckets(), clauses.learnt(thresholds), wholes.learnt(thresholds));
    }

    /** Per aspect the score of the clause that speaks of it most. */
    double[] scores(Taught text) {
      var scores = new double[ASPECTS];
      Arrays.fill(scores, -100);
      for (var clause : text.clauses()) {
        var known = clause.in(vocabulary);
        for (var aspect = 0; aspect < ASPECTS; aspect++) {
          scores[aspect] = Math.max(scores[aspect], clauses.score(known, aspect));
        }
      }
      var whole = text.whole().in(vocabulary);
      for (var aspect = 0; aspect < ASPECTS; aspect++) {
        scores[aspect] = AspectHead.mixed(scores[aspect], wholes.score(whole, aspect));
      }
      return scores;
    }
  }

  private AspectTrainer() {}
}
