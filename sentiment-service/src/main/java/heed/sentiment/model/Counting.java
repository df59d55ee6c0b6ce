package heed.sentiment.model;

import java.util.Arrays;

/**
 * Counts the hashed words, word pairs and character n-grams of a text, of unit length together.
 * Kept per thread.
 */
final class Counting {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;
  private static final int LOGS = 64;

  /** Keeps a piece of a word apart from the same letters as a word. */
  private static final long PIECES = Hash.of("#");

  private static final float[] AMOUNT = new float[LOGS];

  static {
    for (var n = 1; n < LOGS; n++) {
      AMOUNT[n] = (float) (1 + StrictMath.log(n));
    }
  }

  private final short[] counts = new short[Grams.BUCKETS];
  private int[] buckets = new int[1024];
  private float[] amounts = new float[1024];
  private int size;

  Counting of(Scan scan, Tone tone) {
    size = 0;
    var before = 1L;
    for (var i = 0; i < scan.size(); i++) {
      if (scan.isWord(i)) {
        var word = scan.word(i) * (tone.negated(i) ? 7 : 3);
        add(word);
        add(before * 31 + word);
        before = word;
        addPieces(scan, i);
      } else if (scan.isEmoji(i)) {
        add(scan.sign(i) * 131L);
      } else {
        before = 1;
      }
    }
    weigh();
    return this;
  }

  int size() {
    return size;
  }

  int bucket(int i) {
    return buckets[i];
  }

  float amount(int i) {
    return amounts[i];
  }

  /** What was counted, in ascending buckets, to keep. */
  Grams kept() {
    var sorted = Arrays.copyOf(buckets, size);
    Arrays.sort(sorted);
    var kept = new float[size];
    for (var i = 0; i < size; i++) {
      kept[Arrays.binarySearch(sorted, buckets[i])] = amounts[i];
    }
    return new Grams(sorted, kept);
  }

  private void addPieces(Scan scan, int token) {
    var framed = scan.length(token) + 2;
    for (var from = 0; from + SHORTEST <= framed; from++) {
      var hash = PIECES;
      for (var i = from; i < Math.min(framed, from + LONGEST); i++) {
        var c = i == 0 || i == framed - 1 ? '_' : scan.letter(token, i - 1);
        hash = Hash.next(hash, c);
        if (i - from + 1 >= SHORTEST) {
          add(hash);
        }
      }
    }
  }

  private void add(long hash) {
    var mixed = hash * 0x9E3779B97F4A7C15L;
    var bucket = (int) (mixed >>> 40) & (Grams.BUCKETS - 1);
    if (counts[bucket] == 0) {
      if (size == buckets.length) {
        buckets = Arrays.copyOf(buckets, 2 * size);
        amounts = new float[2 * size];
      }
      buckets[size++] = bucket;
    }
    counts[bucket] += counts[bucket] < LOGS - 1 ? 1 : 0;
  }

  /** Long texts must not shout: counts by their logarithm, the whole of length one. */
  private void weigh() {
    var squares = 0.0;
    for (var i = 0; i < size; i++) {
      amounts[i] = AMOUNT[counts[buckets[i]]];
      counts[buckets[i]] = 0;
      squares += amounts[i] * amounts[i];
    }
    var length = (float) Math.sqrt(squares);
    for (var i = 0; i < size; i++) {
      amounts[i] /= length;
    }
  }
}
