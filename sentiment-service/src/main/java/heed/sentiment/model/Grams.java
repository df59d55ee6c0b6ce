package heed.sentiment.model;

/**
 * A text as hashed words, word pairs and character n-grams of length 3-5, of unit length together.
 *
 * @param buckets ascending, each below {@link #BUCKETS}
 * @param amounts of the same length
 */
public record Grams(int[] buckets, float[] amounts) {
  public static final int BUCKETS = 1 << 17;
  static final Grams NONE = new Grams(new int[0], new float[0]);
}
