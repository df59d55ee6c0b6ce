package heed.sentiment.model;

import java.util.Arrays;

/**
 * How a text sounds by the lexicon alone: a value per token after negation, intensifiers and
 * contrast, and the dense features that heads learn from; those mean the same in every language.
 * Kept per thread, like the {@link Scan} it reads.
 */
final class Tone {
  static final int FEATURES = 15;

  private static final int REACH = 3;
  private static final int REACH_AFTER = 4;
  private static final double STRONG = 1.8;

  /** However many contrasts there are, no word says more than this. */
  private static final double LOUDEST = 4;

  private static final long NICHT = Hash.of("nicht");
  private static final long NIET = Hash.of("niet");

  private Scan scan = new Scan();
  private int size;
  private int[] meanings = new int[256];
  private double[] values = new double[256];
  private boolean[] negated = new boolean[256];
  private final double[] features = new double[FEATURES];
  private double praise;
  private double complaint;

  /** Reads a text anew with the lexicon of its language. */
  Tone of(Scan next, Lexicon lexicon) {
    scan = next;
    size = scan.size();
    if (meanings.length < size) {
      meanings = new int[2 * size];
      values = new double[2 * size];
      negated = new boolean[2 * size];
    }
    lexicon.read(scan, meanings);
    for (var i = 0; i < size; i++) {
      negated[i] =
          scan.isWord(i) && (negatedBefore(i) || (lexicon.negatesAfterwards() && negatedAfter(i)));
      values[i] = valueAt(i);
    }
    weighContrast();
    feel();
    return this;
  }

  int meaning(int token) {
    return meanings[token];
  }

  boolean negated(int token) {
    return negated[token];
  }

  /** The tone of the tokens in [from, to): below 0 complaint, above 0 praise. */
  double sum(int from, int to) {
    var sum = 0.0;
    for (var i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  boolean silent() {
    return praise + complaint == 0;
  }

  /**
   * {@link #FEATURES} values of fixed meaning, each of about unit size; valid until the next text.
   */
  double[] features() {
    return features;
  }

  private boolean negatedBefore(int i) {
    var words = 0;
    for (var j = i - 1; j >= 0 && words < REACH && !scan.endsClause(j); j--, words++) {
      if (Meaning.has(meanings[j], Meaning.NEGATION)) {
        return true;
      }
    }
    return false;
  }

  private boolean negatedAfter(int i) {
    var words = 0;
    for (var j = i + 1; j < size && words < REACH_AFTER && !scan.endsClause(j); j++, words++) {
      if (Meaning.has(meanings[j], Meaning.NEGATION)) {
        return scan.word(j) == NICHT || scan.word(j) == NIET;
      }
    }
    return false;
  }

  private double valueAt(int i) {
    if (scan.isEmoji(i)) {
      return Emoji.tone(scan.sign(i));
    }
    var value = base(meanings[i]);
    if (value != 0 && negated[i]) {
      value = value > 0 ? -0.9 * value : 0.35 * -value;
    }
    if (value != 0 && i > 0) {
      value *= Meaning.has(meanings[i - 1], Meaning.INTENSIFIER) ? 1.4 : 1;
      value *= Meaning.has(meanings[i - 1], Meaning.DIMINISHER) ? 0.7 : 1;
    }
    return value;
  }

  private static double base(int meaning) {
    if (Meaning.has(meaning, Meaning.NEGATIVE)) {
      return Meaning.has(meaning, Meaning.OUTRAGE) ? -STRONG : -1;
    }
    if (Meaning.has(meaning, Meaning.POSITIVE)) {
      return Meaning.has(meaning, Meaning.PRAISE) ? STRONG : 1;
    }
    return 0;
  }

  /** What comes after "but" weighs more than what came before it in the sentence. */
  private void weighContrast() {
    var sentence = 0;
    for (var i = 0; i < size; i++) {
      if (scan.endsSentence(i)) {
        sentence = i;
      } else if (Meaning.has(meanings[i], Meaning.CONTRAST) && i > sentence + 1) {
        scale(sentence, i, 0.8);
        scale(i, sentenceEnd(i), 1.3);
        sentence = i;
      }
    }
  }

  private int sentenceEnd(int from) {
    var end = from;
    while (end < size && !scan.endsSentence(end)) {
      end++;
    }
    return end;
  }

  private void scale(int from, int to, double by) {
    for (var i = from; i < to; i++) {
      values[i] = Math.clamp(values[i] * by, -LOUDEST, LOUDEST);
    }
  }

  private void feel() {
    praise = 0;
    complaint = 0;
    var last = 0.0;
    var seen = 0;
    var words = 0;
    var negations = 0;
    var calls = 0;
    var questions = 0;
    var happy = 0;
    var sad = 0;
    for (var i = 0; i < size; i++) {
      praise += Math.max(values[i], 0);
      complaint += Math.max(-values[i], 0);
      last = values[i] == 0 ? last : values[i];
      seen |= meanings[i];
      words += scan.isWord(i) ? 1 : 0;
      negations += Meaning.has(meanings[i], Meaning.NEGATION) ? 1 : 0;
      calls += scan.sign(i) == '!' ? 1 : 0;
      questions += scan.sign(i) == '?' ? 1 : 0;
      happy += scan.isEmoji(i) && values[i] > 0 ? 1 : 0;
      sad += scan.isEmoji(i) && values[i] < 0 ? 1 : 0;
    }
    Arrays.fill(features, 0);
    features[0] = StrictMath.log1p(praise);
    features[1] = StrictMath.log1p(complaint);
    features[2] = (praise - complaint) / (praise + complaint + 1);
    features[3] = Math.clamp(last, -1.0, 1.0);
    features[4] = Meaning.has(seen, Meaning.OUTRAGE) ? 1 : 0;
    features[5] = Meaning.has(seen, Meaning.PRAISE) ? 1 : 0;
    features[6] = silent() ? 1 : 0;
    features[7] = silent() ? 0 : 2 * Math.min(praise, complaint) / (praise + complaint);
    features[8] = Math.min(3, calls) / 3.0;
    features[9] = Math.min(2, questions) / 2.0;
    features[10] = Math.min(2, happy) / 2.0;
    features[11] = Math.min(2, sad) / 2.0;
    features[12] = words == 0 ? 0 : Math.min(1, 8.0 * negations / words);
    features[13] = Meaning.has(seen, Meaning.CONTRAST) ? 1 : 0;
    features[14] = words < 6 ? 1 : 0;
  }
}
