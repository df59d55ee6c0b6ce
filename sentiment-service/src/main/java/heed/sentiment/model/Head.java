package heed.sentiment.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A multinomial logistic regression over a {@link Reading}: a byte per bucket and label, a float
 * per tone feature and label, and the calibration (temperature and bias) learnt on texts held out.
 */
public final class Head {
  public static final int LABELS = 3;

  private final byte[] grams;
  private final float[] scales;
  private final float[] tone;
  private final float[] bias;
  private final float temperature;

  private Head(byte[] grams, float[] scales, float[] tone, float[] bias, float temperature) {
    this.grams = grams;
    this.scales = scales;
    this.tone = tone;
    this.bias = bias;
    this.temperature = temperature;
  }

  /** Cuts learnt weights to bytes. */
  public static Head of(float[] grams, float[] tone, float[] bias) {
    var scales = new float[LABELS];
    for (var i = 0; i < grams.length; i++) {
      scales[i % LABELS] = Math.max(scales[i % LABELS], Math.abs(grams[i]) / Byte.MAX_VALUE);
    }
    var bytes = new byte[grams.length];
    for (var i = 0; i < grams.length; i++) {
      var scale = scales[i % LABELS];
      bytes[i] = scale == 0 ? 0 : (byte) Math.round(grams[i] / scale);
    }
    return new Head(bytes, scales, tone.clone(), bias.clone(), 1);
  }

  /** The same head with its logits divided by {@code temperature} and its bias moved. */
  public Head calibrated(float temperature, float[] shift) {
    var moved = new float[LABELS];
    for (var label = 0; label < LABELS; label++) {
      moved[label] = bias[label] + shift[label] * temperature;
    }
    return new Head(grams, scales, tone, moved, temperature);
  }

  public double[] logits(Reading reading) {
    var sums = new double[LABELS];
    for (var i = 0; i < reading.grams().buckets().length; i++) {
      add(sums, reading.grams().buckets()[i], reading.grams().amounts()[i]);
    }
    return logits(sums, reading.tone());
  }

  public Stance stance(Reading reading) {
    return Stance.ofLogits(logits(reading));
  }

  Stance stance(Counting counting, Tone tone) {
    var sums = new double[LABELS];
    for (var i = 0; i < counting.size(); i++) {
      add(sums, counting.bucket(i), counting.amount(i));
    }
    return Stance.ofLogits(logits(sums, tone.features()));
  }

  private void add(double[] sums, int bucket, float amount) {
    var at = bucket * LABELS;
    sums[0] += amount * grams[at];
    sums[1] += amount * grams[at + 1];
    sums[2] += amount * grams[at + 2];
  }

  private double[] logits(double[] sums, double[] features) {
    for (var label = 0; label < LABELS; label++) {
      var sum = sums[label] * scales[label];
      for (var f = 0; f < Tone.FEATURES; f++) {
        sum += features[f] * tone[f * LABELS + label];
      }
      sums[label] = (sum + bias[label]) / temperature;
    }
    return sums;
  }

  /** The weights of the n-grams before they were cut to bytes. */
  public float[] grams() {
    var thawed = new float[grams.length];
    for (var i = 0; i < grams.length; i++) {
      thawed[i] = grams[i] * scales[i % LABELS];
    }
    return thawed;
  }

  public float[] tone() {
    return tone.clone();
  }

  public float[] bias() {
    return bias.clone();
  }

  /** Writes this head, the same bytes for the same head. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(grams.length);
    out.write(grams);
    writeFloats(out, scales);
    writeFloats(out, tone);
    writeFloats(out, bias);
    out.writeFloat(temperature);
  }

  /**
   * Reads a head.
   *
   * @throws IOException if the bytes are not what {@link #writeTo} writes
   */
  public static Head readFrom(DataInput in) throws IOException {
    var size = in.readInt();
    if (size != Grams.BUCKETS * LABELS) {
      throw new IOException("a head has " + size + " weights, which is not the size of this model");
    }
    var grams = new byte[size];
    in.readFully(grams);
    return new Head(
        grams,
        readFloats(in, LABELS),
        readFloats(in, Tone.FEATURES * LABELS),
        readFloats(in, LABELS),
        in.readFloat());
  }

  private static void writeFloats(DataOutput out, float[] values) throws IOException {
    for (var value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] readFloats(DataInput in, int count) throws IOException {
    var values = new float[count];
    for (var i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
