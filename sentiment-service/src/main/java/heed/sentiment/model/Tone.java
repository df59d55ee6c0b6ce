package heed.sentiment.model;

import java.util.List;

/**
 * How a text sounds by the lexicon alone: a value per token after negation, intensifiers and
 * contrast, and the dense features that heads learn from; those mean the same in every language.
 */
final class Tone {
  static final int FEATURES = 15;

  private static final int REACH = 3;
  private static final int REACH_AFTER = 4;
  private static final double STRONG = 1.8;

  private final List<Token> tokens;
  private final int[] meanings;
  private final double[] values;
  private final boolean[] negated;

  Tone(List<Token> tokens, Lexicon lexicon) {
    this.tokens = tokens;
    this.meanings = lexicon.meanings(tokens);
    this.values = new double[tokens.size()];
    this.negated = new boolean[tokens.size()];
    for (var i = 0; i < values.length; i++) {
      negated[i] = negatedBefore(i) || (lexicon.negatesAfterwards() && negatedAfter(i));
      values[i] = valueAt(i);
    }
    weighContrast();
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
    for (var value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean negatedBefore(int i) {
    var words = 0;
    for (var j = i - 1; j >= 0 && words < REACH && !tokens.get(j).endsClause(); j--, words++) {
      if (Meaning.has(meanings[j], Meaning.NEGATION)) {
        return true;
      }
    }
    return false;
  }

  private boolean negatedAfter(int i) {
    var words = 0;
    for (var j = i + 1;
        j < tokens.size() && words < REACH_AFTER && !tokens.get(j).endsClause();
        j++, words++) {
      if (Meaning.has(meanings[j], Meaning.NEGATION)) {
        return tokens.get(j).word().equals("nicht") || tokens.get(j).word().equals("niet");
      }
    }
    return false;
  }

  private double valueAt(int i) {
    if (tokens.get(i).kind() == Token.Kind.EMOJI) {
      return Emoji.tone(tokens.get(i));
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
    for (var i = 0; i < values.length; i++) {
      if (tokens.get(i).kind() == Token.Kind.STOP) {
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
    while (end < values.length && tokens.get(end).kind() != Token.Kind.STOP) {
      end++;
    }
    return end;
  }

  private void scale(int from, int to, double by) {
    for (var i = from; i < to; i++) {
      values[i] *= by;
    }
  }

  /** Features of fixed meaning, each of about unit size. */
  double[] features() {
    var praise = 0.0;
    var complaint = 0.0;
    var last = 0.0;
    for (var value : values) {
      praise += Math.max(value, 0);
      complaint += Math.max(-value, 0);
      last = value == 0 ? last : value;
    }
    var words = count(Token::isWord);
    var features = new double[FEATURES];
    features[0] = StrictMath.log1p(praise);
    features[1] = StrictMath.log1p(complaint);
    features[2] = (praise - complaint) / (praise + complaint + 1);
    features[3] = Math.clamp(last, -1.0, 1.0);
    features[4] = any(Meaning.OUTRAGE) ? 1 : 0;
    features[5] = any(Meaning.PRAISE) ? 1 : 0;
    features[6] = silent() ? 1 : 0;
    features[7] =
        praise + complaint == 0 ? 0 : 2 * Math.min(praise, complaint) / (praise + complaint);
    features[8] = Math.min(3, count(t -> t.word().equals("!"))) / 3.0;
    features[9] = Math.min(2, count(t -> t.word().equals("?"))) / 2.0;
    features[10] = Math.min(2, count(t -> happy(t, 1))) / 2.0;
    features[11] = Math.min(2, count(t -> happy(t, -1))) / 2.0;
    features[12] = Math.min(1, 8 * share(Meaning.NEGATION, words));
    features[13] = any(Meaning.CONTRAST) ? 1 : 0;
    features[14] = words < 6 ? 1 : 0;
    return features;
  }

  private static boolean happy(Token token, int tone) {
    return token.kind() == Token.Kind.EMOJI && Emoji.tone(token) == tone;
  }

  private int count(java.util.function.Predicate<Token> which) {
    var count = 0;
    for (var token : tokens) {
      count += which.test(token) ? 1 : 0;
    }
    return count;
  }

  private boolean any(int bits) {
    for (var meaning : meanings) {
      if (Meaning.has(meaning, bits)) {
        return true;
      }
    }
    return false;
  }

  private double share(int bits, int words) {
    var count = 0;
    for (var meaning : meanings) {
      count += Meaning.has(meaning, bits) ? 1 : 0;
    }
    return words == 0 ? 0 : (double) count / words;
  }
}
