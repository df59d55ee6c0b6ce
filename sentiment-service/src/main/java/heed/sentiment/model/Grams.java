package heed.sentiment.model;

import java.util.Arrays;
import java.util.List;

/**
 * A text as hashed words, word pairs and character n-grams of length 3-5, of unit length together.
 *
 * @param buckets ascending, each below {@link #BUCKETS}
 * @param amounts of the same length
 */
public record Grams(int[] buckets, float[] amounts) {
  public static final int BUCKETS = 1 << 16;
  static final Grams NONE = new Grams(new int[0], new float[0]);

  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;

  static Grams of(List<Token> tokens, Tone tone) {
    var hashes = new Hashes();
    var before = 1;
    for (var i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      if (token.isWord() || token.kind() == Token.Kind.EMOJI) {
        var word = hash(token.word(), 0, token.word().length(), tone.negated(i) ? 7 : 3);
        hashes.add(word);
        hashes.add(before * 31 + word);
        before = word;
        addPieces(hashes, token.word());
      } else {
        before = 1;
      }
    }
    return hashes.counted();
  }

  private static void addPieces(Hashes hashes, String word) {
    var framed = "_" + word + "_";
    for (var length = SHORTEST; length <= LONGEST; length++) {
      for (var from = 0; from + length <= framed.length(); from++) {
        hashes.add(hash(framed, from, from + length, 11));
      }
    }
  }

  private static int hash(String text, int from, int to, int seed) {
    var hash = seed * 0x9E3779B9;
    for (var i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    return hash;
  }

  private static final class Hashes {
    private int[] buckets = new int[512];
    private int size;

    void add(int hash) {
      if (size == buckets.length) {
        buckets = Arrays.copyOf(buckets, 2 * size);
      }
      var mixed = hash * 0x85EBCA6B;
      buckets[size++] = (mixed ^ (mixed >>> 16)) & (BUCKETS - 1);
    }

    Grams counted() {
      Arrays.sort(buckets, 0, size);
      var distinct = new int[size];
      var amounts = new float[size];
      var n = 0;
      for (var i = 0; i < size; i++) {
        if (i == 0 || buckets[i] != buckets[i - 1]) {
          distinct[n++] = buckets[i];
        }
        amounts[n - 1]++;
      }
      return new Grams(Arrays.copyOf(distinct, n), unit(Arrays.copyOf(amounts, n)));
    }

    private static float[] unit(float[] counts) {
      var squares = 0.0;
      for (var i = 0; i < counts.length; i++) {
        counts[i] = (float) (1 + StrictMath.log(counts[i]));
        squares += counts[i] * counts[i];
      }
      var length = (float) Math.sqrt(squares);
      for (var i = 0; i < counts.length; i++) {
        counts[i] /= length;
      }
      return counts;
    }
  }
}
