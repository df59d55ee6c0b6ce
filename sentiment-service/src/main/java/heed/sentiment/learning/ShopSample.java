package heed.sentiment.learning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import heed.events.Tags.Label;
import heed.sentiment.model.Grams;
import heed.sentiment.model.Reading;
import heed.sentiment.training.Sample;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A star-rated review as {@code training-samples} keeps it under the review's id: hashed features
 * and a label, no text. The hashes cannot be read back, but a text that is known can be recognised,
 * so that an erasure removes them.
 *
 * @param model whose features these are; those of another model are not learnt from
 * @param customerKey see {@link CustomerKeys}; null for a guest
 * @param amounts of the same length as {@code buckets}, in 32,767ths
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShopSample(
    String storefront,
    String language,
    String model,
    Label label,
    long revision,
    Instant receivedAt,
    @Nullable String customerKey,
    int[] buckets,
    short[] amounts,
    float[] tone) {
  ShopSample {
    if (storefront == null || label == null || receivedAt == null || buckets == null) {
      throw new IllegalArgumentException("a sample needs storefront, label, receivedAt, buckets");
    }
    if (amounts == null || tone == null || amounts.length != buckets.length) {
      throw new IllegalArgumentException("buckets and amounts of a sample must go together");
    }
    for (var bucket : buckets) {
      if (bucket < 0 || bucket >= Grams.BUCKETS) {
        throw new IllegalArgumentException("a bucket is " + bucket + ", which no text has");
      }
    }
  }

  @JsonIgnore
  Shop shop() {
    return new Shop(storefront, language);
  }

  /** Roughly what it takes of memory. */
  @JsonIgnore
  int bytes() {
    return 300 + 6 * buckets.length + 4 * tone.length;
  }

  static short[] cut(float[] amounts) {
    var cut = new short[amounts.length];
    for (var i = 0; i < cut.length; i++) {
      cut[i] = (short) Math.round(amounts[i] * Short.MAX_VALUE);
    }
    return cut;
  }

  static float[] cut(double[] tone) {
    var cut = new float[tone.length];
    for (var i = 0; i < cut.length; i++) {
      cut[i] = (float) tone[i];
    }
    return cut;
  }

  /** As the trainer learns from it. */
  Sample sample() {
    var weights = new float[amounts.length];
    for (var i = 0; i < weights.length; i++) {
      weights[i] = amounts[i] / (float) Short.MAX_VALUE;
    }
    var wide = new double[tone.length];
    for (var i = 0; i < wide.length; i++) {
      wide[i] = tone[i];
    }
    return new Sample(new Reading(new Grams(buckets, weights), wide), label, 1);
  }
}
