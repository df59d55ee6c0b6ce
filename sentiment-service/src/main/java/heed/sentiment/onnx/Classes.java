package heed.sentiment.onnx;

import heed.events.Tags.Label;
import heed.sentiment.model.Stance;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a model's outputs mean, by index: three sentiments in any order, or five stars of which 1
 * and 2 are negative, 3 is neutral, 4 and 5 are positive.
 */
record Classes(List<Label> labels) {
  private static final Pattern STARS = Pattern.compile("([1-5])[ _]?(stars?)?");
  private static final Pattern UNNAMED = Pattern.compile("label[ _]?([0-4])");

  Classes {
    labels = List.copyOf(labels);
    if (!EnumSet.allOf(Label.class).equals(Set.copyOf(labels))) {
      throw new IllegalArgumentException("labels are " + labels + ", must cover all three");
    }
  }

  /**
   * Reads names as models carry them. Unnamed classes ({@code LABEL_0}) are taken in the order that
   * models are published in: negative, neutral, positive, or from one star to five.
   *
   * @throws IllegalArgumentException if the names are of no known kind
   */
  static Classes named(List<String> names) {
    var plain = names.stream().map(n -> n.strip().toLowerCase(Locale.ROOT)).toList();
    if (plain.size() == 3) {
      return new Classes(distinct(plain.stream().map(n -> sentiment(n, names)).toList(), names));
    }
    if (plain.size() == 5) {
      var stars = distinct(plain.stream().map(n -> stars(n, names)).toList(), names);
      return new Classes(stars.stream().map(Classes::ofStars).toList());
    }
    throw unknown(names);
  }

  private static <T> List<T> distinct(List<T> meanings, List<String> all) {
    if (Set.copyOf(meanings).size() < meanings.size()) {
      throw unknown(all);
    }
    return meanings;
  }

  private static Label sentiment(String name, List<String> all) {
    return switch (name) {
      case "negative", "neg", "label_0" -> Label.NEGATIVE;
      case "neutral", "neu", "label_1" -> Label.NEUTRAL;
      case "positive", "pos", "label_2" -> Label.POSITIVE;
      default -> throw unknown(all);
    };
  }

  private static int stars(String name, List<String> all) {
    var stars = STARS.matcher(name);
    if (stars.matches()) {
      return Integer.parseInt(stars.group(1));
    }
    var unnamed = UNNAMED.matcher(name);
    if (unnamed.matches()) {
      return Integer.parseInt(unnamed.group(1)) + 1;
    }
    throw unknown(all);
  }

  private static Label ofStars(int stars) {
    return stars == 3 ? Label.NEUTRAL : stars < 3 ? Label.NEGATIVE : Label.POSITIVE;
  }

  private static IllegalArgumentException unknown(List<String> names) {
    return new IllegalArgumentException(
        "labels are %s, must be negative, neutral and positive, or 1 star to 5 stars"
            .formatted(names));
  }

  /** The shares of the three labels; a model's own probabilities, as calibrated as it is. */
  Stance stance(float[] logits) {
    if (logits.length != labels.size()) {
      throw new IllegalArgumentException(
          "the model gives %d figures, must be %d".formatted(logits.length, labels.size()));
    }
    var max = Float.NEGATIVE_INFINITY;
    for (var logit : logits) {
      max = Math.max(max, logit);
    }
    var negative = 0.0;
    var neutral = 0.0;
    var positive = 0.0;
    for (var i = 0; i < logits.length; i++) {
      var share = StrictMath.exp(logits[i] - max);
      switch (labels.get(i)) {
        case NEGATIVE -> negative += share;
        case NEUTRAL -> neutral += share;
        case POSITIVE -> positive += share;
      }
    }
    var sum = negative + neutral + positive;
    return new Stance(negative / sum, neutral / sum, positive / sum);
  }
}
