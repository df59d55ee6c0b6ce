package heed.sentiment.model;

import heed.events.Tags.Aspect;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a clause speaks of: a yes or no per aspect, from its words (hashed with their language) and
 * from what the lexicon says, which means the same in every language. Learnt from our own reviews.
 */
public final class AspectHead {
  public static final int ASPECTS = Aspect.values().length;
  public static final int BUCKETS = 1 << 16;
  public static final int DENSE = ASPECTS + 6;
  private static final String NAME = "aspects-2026.2.bin";
  private static final int STEM = 6;

  private final byte[] words;
  private final float scale;
  private final float[] dense;
  private final float[] bias;

  private AspectHead(byte[] words, float scale, float[] dense, float[] bias) {
    this.words = words;
    this.scale = scale;
    this.dense = dense;
    this.bias = bias;
  }

  /** Takes each bucket that a word of the clause falls into. */
  public interface Buckets {
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

  /** Cuts learnt weights to bytes; {@code words[bucket * ASPECTS + aspect]}. */
  public static AspectHead of(float[] words, float[] dense, float[] bias) {
    var most = 1e-6f;
    for (var word : words) {
      most = Math.max(most, Math.abs(word));
    }
    var bytes = new byte[words.length];
    for (var i = 0; i < words.length; i++) {
      bytes[i] = (byte) Math.round(words[i] / most * Byte.MAX_VALUE);
    }
    return new AspectHead(bytes, most / Byte.MAX_VALUE, dense.clone(), bias.clone());
  }

  /** Above 0 where the clause speaks of the aspect. */
  void score(Scan scan, Tone tone, Clause clause, long salt, double[] scores) {
    var sums = new int[ASPECTS];
    buckets(scan, clause, salt, bucket -> add(sums, bucket));
    var features = dense(clause, scan.size());
    for (var aspect = 0; aspect < ASPECTS; aspect++) {
      var score = bias[aspect] + scale * sums[aspect];
      for (var f = 0; f < DENSE; f++) {
        score += features[f] * dense[f * ASPECTS + aspect];
      }
      scores[aspect] = score;
    }
  }

  private void add(int[] sums, int bucket) {
    for (var aspect = 0; aspect < ASPECTS; aspect++) {
      sums[aspect] += words[bucket * ASPECTS + aspect];
    }
  }

  static void buckets(Scan scan, Clause clause, long salt, Buckets buckets) {
    var before = 1L;
    for (var i = clause.from(); i < clause.to(); i++) {
      if (scan.isWord(i)) {
        var word = scan.word(i);
        buckets.take(bucket(word ^ salt));
        buckets.take(bucket((before * 31 + word) ^ salt));
        if (scan.length(i) > 4) {
          buckets.take(bucket((scan.prefix(i, Math.min(STEM, scan.length(i) - 1)) * 7) ^ salt));
        }
        before = word;
      }
    }
  }

  private static int bucket(long hash) {
    return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 48);
  }

  /** What the lexicon says of the clause and of the rest of the text. */
  static float[] dense(Clause clause, int textSize) {
    var features = new float[DENSE];
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
    return features;
  }

  private static final Aspect[] VALUES = Aspect.values();

  /** Writes the head, the same bytes for the same head. */
  public void writeTo(OutputStream file) throws IOException {
    try (var out = new DataOutputStream(new GZIPOutputStream(file))) {
      out.write(words);
      out.writeFloat(scale);
      for (var weight : dense) {
        out.writeFloat(weight);
      }
      for (var weight : bias) {
        out.writeFloat(weight);
      }
    }
  }

  static AspectHead readFrom(InputStream file) throws IOException {
    var in = new DataInputStream(new GZIPInputStream(file));
    var words = new byte[BUCKETS * ASPECTS];
    in.readFully(words);
    var scale = in.readFloat();
    return new AspectHead(words, scale, floats(in, DENSE * ASPECTS), floats(in, ASPECTS));
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
  public static java.util.List<Seen> see(String text, Lexicon lexicon) {
    var scan = new Scan().of(text);
    var tone = new Tone().of(scan, lexicon);
    return Clause.of(scan, tone).stream()
        .map(
            clause -> {
              var buckets = new java.util.ArrayList<Integer>();
              buckets(scan, clause, lexicon.salt(), buckets::add);
              return new Seen(
                  scan.start(clause.from()),
                  scan.end(clause.to() - 1),
                  buckets.stream().mapToInt(b -> b).toArray(),
                  dense(clause, scan.size()));
            })
        .toList();
  }
}
