package heed.sentiment.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What words and their pieces of one to four letters, diacritics and all, say for each covered
 * language: the logarithm of how much likelier they are in it than on the average, in steps of
 * 1/{@link #STEPS}. Learnt from our own reviews and lexicons: see MODEL_CARD.md.
 */
public final class LanguageSigns {
  public static final int BUCKETS = 1 << 16;
  static final int STEPS = 20;
  private static final String NAME = LinearModel.file("languages");
  private static final int LONGEST = 4;
  private static final int WORDS_READ = 60;

  /** After so many words one looks whether a language is far enough ahead. */
  private static final int GLANCE = 6;

  /** In steps: so far ahead, the words in the middle are left out. */
  private static final int FAR_AHEAD = 120 * STEPS;

  /** So many tokens of the end are read in any case. */
  private static final int END = 8;

  private final ByteRows signs;

  private LanguageSigns(ByteRows signs) {
    this.signs = signs;
  }

  /** Takes each bucket a piece of the text falls into. */
  interface Pieces {
    void take(int bucket);
  }

  /** The signs that ship. */
  static LanguageSigns shipped() {
    var resource = LanguageSigns.class.getResourceAsStream(NAME);
    try (var in = Objects.requireNonNull(resource, NAME)) {
      return readFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts logarithms to bytes; {@code logs[bucket][language]}. */
  static LanguageSigns of(float[][] logs) {
    var languages = logs[0].length;
    var telling = new BitSet();
    var signs = new byte[BUCKETS * languages];
    for (var bucket = 0; bucket < BUCKETS; bucket++) {
      var from = telling.cardinality() * languages;
      for (var language = 0; language < languages; language++) {
        var step = Math.round(logs[bucket][language] * STEPS);
        signs[from + language] = (byte) Math.clamp(step, Byte.MIN_VALUE, Byte.MAX_VALUE);
        if (step != 0) {
          telling.set(bucket);
        }
      }
    }
    var told = Arrays.copyOf(signs, telling.cardinality() * languages);
    return new LanguageSigns(new ByteRows(telling, BUCKETS, told, languages));
  }

  /**
   * What a text says for each language, and as the rows how many pieces spoke. Where one language
   * is far ahead the middle is left out, unless the end says otherwise: a title may be in another
   * language than the text.
   */
  RowSums sum(Scan scan) {
    var sums = new RowSums();
    var end = Math.max(0, scan.size() - END);
    var read = add(scan, sums, 0, end, true);
    add(scan, sums, Math.max(read, end), scan.size(), false);
    if (read < end && !decided(sums)) {
      add(scan, sums, read, end, false);
    }
    return sums;
  }

  /**
   * Adds the words in [from, to), or fewer if one language is far ahead; answers where it ended.
   */
  private int add(Scan scan, RowSums sums, int from, int to, boolean glancing) {
    var words = 0;
    for (var token = from; token < to && words < WORDS_READ; token++) {
      if (spelled(scan, token)) {
        addWord(scan, sums, token);
        if (++words % GLANCE == 0 && glancing && decided(sums)) {
          return token + 1;
        }
      }
    }
    return to;
  }

  private void addWord(Scan scan, RowSums sums, int token) {
    add(sums, scan.written(token) * 31);
    var framed = scan.lowerLength(token) + 2;
    for (var from = 0; from < framed; from++) {
      var hash = Hash.START;
      for (var i = from; i < Math.min(framed, from + LONGEST); i++) {
        hash = Hash.next(hash, framedLetter(scan, token, i, framed));
        if (i > 0 && (i > from || i < framed - 1)) {
          add(sums, hash);
        }
      }
    }
  }

  private boolean decided(RowSums found) {
    var sums = found.sums();
    var best = Integer.MIN_VALUE;
    var second = Integer.MIN_VALUE;
    for (var language = 0; language < signs.width(); language++) {
      second = Math.max(second, Math.min(best, sums[language]));
      best = Math.max(best, sums[language]);
    }
    return best - second > FAR_AHEAD;
  }

  /** The buckets that {@link #sum} asks for where it leaves nothing out, for learning. */
  static void pieces(Scan scan, Pieces pieces) {
    for (var token = 0; token < scan.size(); token++) {
      if (spelled(scan, token)) {
        pieces.take(bucket(scan.written(token) * 31));
        var framed = scan.lowerLength(token) + 2;
        for (var from = 0; from < framed; from++) {
          var hash = Hash.START;
          for (var i = from; i < Math.min(framed, from + LONGEST); i++) {
            hash = Hash.next(hash, framedLetter(scan, token, i, framed));
            if (i > 0 && (i > from || i < framed - 1)) {
              pieces.take(bucket(hash));
            }
          }
        }
      }
    }
  }

  private static boolean spelled(Scan scan, int token) {
    return scan.isWord(token) && Character.isLetter(scan.lowerLetter(token, 0));
  }

  private static char framedLetter(Scan scan, int token, int i, int framed) {
    return i == 0 || i == framed - 1 ? '_' : scan.lowerLetter(token, i - 1);
  }

  private static int bucket(long hash) {
    return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 48);
  }

  private void add(RowSums sums, long hash) {
    sums.add(signs, bucket(hash));
  }

  /** Writes the signs, the same bytes for the same signs. */
  public void writeTo(OutputStream file) throws IOException {
    try (var out = new DataOutputStream(new GZIPOutputStream(file))) {
      signs.writeTo(out);
    }
  }

  static LanguageSigns readFrom(InputStream file) throws IOException {
    return new LanguageSigns(ByteRows.readFrom(new DataInputStream(new GZIPInputStream(file))));
  }

  /** Learns the signs, text by text; a language is its place in {@link Languages#COVERED}. */
  public static final class Learning {
    private static final double FADED = 0.3;
    private static final double SMOOTH = 0.4;

    /** No piece speaks louder against a language: a text may hold some words of another. */
    private static final double LEAST = 0.05;

    private final int languages;
    private final float[][] counts;
    private final Scan scan = new Scan();

    public Learning(int languages) {
      this.languages = languages;
      this.counts = new float[BUCKETS][languages];
    }

    /** Counts a text as it is, and at a lower weight without its diacritics. */
    public void learn(String text, int language, double weight) {
      pieces(scan.of(text), b -> counts[b][language] += (float) weight);
      var faded = (float) (FADED * weight);
      pieces(scan.of(Lexicon.folded(text)), b -> counts[b][language] += faded);
    }

    public LanguageSigns learnt() {
      var totals = new double[languages];
      for (var bucket : counts) {
        for (var language = 0; language < languages; language++) {
          totals[language] += bucket[language];
        }
      }
      var logs = new float[BUCKETS][languages];
      for (var bucket = 0; bucket < BUCKETS; bucket++) {
        logs[bucket] = logs(counts[bucket], totals);
      }
      return of(logs);
    }

    /** Shares per language, smoothed by the mean over all, against that mean. */
    private float[] logs(float[] counted, double[] totals) {
      var mean = 0.0;
      for (var language = 0; language < languages; language++) {
        mean += counted[language] / totals[language] / languages;
      }
      var logs = new float[languages];
      for (var language = 0; language < languages && mean > 0; language++) {
        var even = mean * totals[language];
        var share =
            (counted[language] + SMOOTH * Math.min(1, even)) / (even + SMOOTH * Math.min(1, even));
        logs[language] = (float) StrictMath.log(Math.max(share, LEAST));
      }
      return logs;
    }
  }
}
