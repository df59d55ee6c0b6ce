package heed.sentiment.model;

import heed.events.Tags.Aspect;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a clause speaks of, and what a text does: two yes or no per aspect, each from hashed words
 * and from what the lexicon says, which means the same in every language. Learnt from our own
 * reviews.
 */
public final class AspectHead {
  public static final int ASPECTS = Aspect.values().length;
  public static final int BUCKETS = 1 << 20;
  public static final int DENSE = ASPECTS + 6;
  private static final String NAME = LinearModel.file("aspects");

  /** How much the whole text has to say in what one of its clauses speaks of. */
  private static final double TEXT_SHARE = 0.3;

  private static final int SHORT_STEM = 4;
  private static final int STEM = 5;
  private static final int LONG_STEM = 6;
  private static final long NUMBER = Hash.of("0");
  private static final Aspect[] VALUES = Aspect.values();

  /** What judges a clause by itself, then what judges the text it stands in. */
  private static final int JUDGES = 2;

  static final int SUMS = JUDGES * ASPECTS;

  /** A byte per bucket, judge and aspect: what is asked for together lies together. */
  private final ByteRows words;

  private final float[] scales;
  private final float[][] dense;
  private final float[][] bias;

  private AspectHead(ByteRows words, float[] scales, float[][] dense, float[][] bias) {
    this.words = words;
    this.scales = scales;
    this.dense = dense;
    this.bias = bias;
  }

  /**
   * What a judge learnt.
   *
   * @param words {@code words[row * ASPECTS + aspect]}, a row per bucket that says something
   */
  public record Learnt(float[] words, float[] dense, float[] bias) {}

  /**
   * Cuts learnt weights to bytes.
   *
   * @param buckets those that say something; their rows are in this order
   */
  public static AspectHead of(BitSet buckets, Learnt clause, Learnt text) {
    var words = new byte[buckets.cardinality() * SUMS];
    var scales = new float[] {cut(clause, words, 0), cut(text, words, ASPECTS)};
    return new AspectHead(
        new ByteRows(buckets, BUCKETS, words, SUMS),
        scales,
        new float[][] {clause.dense(), text.dense()},
        new float[][] {clause.bias(), text.bias()});
  }

  private static float cut(Learnt learnt, byte[] words, int from) {
    var most = 1e-6f;
    for (var word : learnt.words()) {
      most = Math.max(most, Math.abs(word));
    }
    for (var i = 0; i < learnt.words().length; i++) {
      words[i / ASPECTS * SUMS + from + i % ASPECTS] =
          (byte) Math.round(learnt.words()[i] / most * Byte.MAX_VALUE);
    }
    return most / Byte.MAX_VALUE;
  }

  /** Adds what a bucket says to both judges, {@link #SUMS} figures. */
  void add(int bucket, RowSums sums) {
    sums.add(words, bucket);
  }

  /**
   * The logarithms of the odds that a clause speaks of each aspect, by itself, into {@code scores}
   * from {@code at} on.
   */
  void ofClause(int[] sums, float[] features, double[] scores, int at) {
    score(0, sums, features, scores, at);
  }

  /** The same of a text. */
  void ofText(int[] sums, float[] features, double[] scores) {
    score(1, sums, features, scores, 0);
  }

  private void score(int judge, int[] sums, float[] features, double[] scores, int at) {
    for (var aspect = 0; aspect < ASPECTS; aspect++) {
      scores[at + aspect] = bias[judge][aspect] + scales[judge] * sums[judge * ASPECTS + aspect];
    }
    for (var f = 0; f < DENSE; f++) {
      if (features[f] != 0) {
        for (var aspect = 0; aspect < ASPECTS; aspect++) {
          scores[at + aspect] += features[f] * dense[judge][f * ASPECTS + aspect];
        }
      }
    }
  }

  /** What a clause and its text say together; above 0 the clause speaks of the aspect. */
  public static double mixed(double clause, double text) {
    return (1 - TEXT_SHARE) * clause + TEXT_SHARE * text;
  }

  /** Takes each bucket that a word of the clause falls into. */
  interface Buckets {
    void take(int bucket);
  }

  /** The head that ships. */
  static AspectHead shipped() {
    var resource = AspectHead.class.getResourceAsStream(NAME);
    try (var in = Objects.requireNonNull(resource, NAME)) {
      return readFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Words, pairs and stems of a clause, hashed with their language; stems and short words also
   * without, since neighbours share many. A number is a number, whichever.
   */
  static void buckets(Scan scan, Clause clause, long salt, Buckets buckets) {
    var before = 1L;
    for (var i = clause.from(); i < clause.to(); i++) {
      if (scan.isWord(i)) {
        var number = Character.isDigit(scan.letter(i, 0));
        var word = number ? NUMBER : scan.word(i);
        buckets.take(bucket(word ^ salt));
        buckets.take(bucket((before * 31 + word) ^ salt));
        if (scan.length(i) >= STEM && !number) {
          var most = Math.min(LONG_STEM, scan.length(i) - 1);
          buckets.take(bucket((scan.prefix(i, most) * 7) ^ salt));
          buckets.take(bucket((scan.prefix(i, SHORT_STEM) * 11) ^ salt));
          buckets.take(bucket(scan.prefix(i, STEM) * 13));
        } else {
          buckets.take(bucket(word * 17));
        }
        before = word;
      }
    }
  }

  private static int bucket(long hash) {
    return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 44);
  }

  /** What the lexicon says of the clause and of the rest of the text, into {@code features}. */
  static void dense(Clause clause, int textSize, float[] features) {
    for (var aspect : VALUES) {
      features[aspect.ordinal()] = Meaning.has(clause.aspects(), Meaning.aspect(aspect)) ? 1 : 0;
    }
    var silent = clause.aspects() == 0;
    features[ASPECTS] = silent && clause.elsewhere() == 0 ? 1 : 0;
    features[ASPECTS + 1] = silent && clause.tone() > 0.3 ? 1 : 0;
    features[ASPECTS + 2] = silent && clause.tone() < -0.3 ? 1 : 0;
    features[ASPECTS + 3] = clause.to() - clause.from() > 4 ? 1 : 0;
    features[ASPECTS + 4] = clause.to() - clause.from() >= textSize - 1 ? 1 : 0;
    features[ASPECTS + 5] = silent && clause.elsewhere() == 0 && clause.tone() != 0 ? 1 : 0;
  }

  /** Writes the head, the same bytes for the same head. */
  public void writeTo(OutputStream file) throws IOException {
    try (var out = new DataOutputStream(new GZIPOutputStream(file))) {
      words.writeTo(out);
      for (var judge = 0; judge < JUDGES; judge++) {
        out.writeFloat(scales[judge]);
        write(out, dense[judge]);
        write(out, bias[judge]);
      }
    }
  }

  private static void write(DataOutputStream out, float[] weights) throws IOException {
    for (var weight : weights) {
      out.writeFloat(weight);
    }
  }

  static AspectHead readFrom(InputStream file) throws IOException {
    var in = new DataInputStream(new GZIPInputStream(file));
    var words = ByteRows.readFrom(in);
    var scales = new float[JUDGES];
    var dense = new float[JUDGES][];
    var bias = new float[JUDGES][];
    for (var judge = 0; judge < JUDGES; judge++) {
      scales[judge] = in.readFloat();
      dense[judge] = floats(in, DENSE * ASPECTS);
      bias[judge] = floats(in, ASPECTS);
    }
    return new AspectHead(words, scales, dense, bias);
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    var floats = new float[count];
    for (var i = 0; i < count; i++) {
      floats[i] = in.readFloat();
    }
    return floats;
  }

  /** A clause as the head sees it, for learning. */
  public record Seen(int from, int to, int[] buckets, float[] dense) {}

  /** The clauses of a text, with the places they take in it. */
  public static List<Seen> see(String text, Lexicon lexicon) {
    var scan = new Scan().of(text);
    var tone = new Tone().of(scan, lexicon);
    return Clause.of(scan, tone).stream()
        .map(
            clause -> {
              var buckets = new ArrayList<Integer>();
              buckets(scan, clause, lexicon.salt(), buckets::add);
              var dense = new float[DENSE];
              dense(clause, scan.size(), dense);
              return new Seen(
                  scan.start(clause.from()),
                  scan.end(clause.to() - 1),
                  buckets.stream().mapToInt(b -> b).toArray(),
                  dense);
            })
        .toList();
  }
}
