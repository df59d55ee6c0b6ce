package heed.sentiment.learning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a shop's model, as {@code models-promoted} keeps it: under {@code
 * <storefront>.<language>@<version>} each version with its figures, under {@code
 * <storefront>.<language>} a copy of the one in force.
 *
 * @param version from 1; 0 stands for the head that ships
 * @param model whose features it reads; with another model it is not put in force
 * @param samples how many there were, those held back among them
 * @param newest when the newest of them was received
 * @param promotedAt null if it was refused
 * @param weights see {@link Weights}; null if it was refused, and for version 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelVersion(
    String storefront,
    String language,
    int version,
    String model,
    int samples,
    @Nullable Instant newest,
    @Nullable Figures figures,
    @Nullable Instant judgedAt,
    @Nullable Instant promotedAt,
    byte @Nullable [] weights) {
  ModelVersion {
    if (storefront == null || language == null || model == null || version < 0) {
      throw new IllegalArgumentException("a model needs storefront, language, model and version");
    }
  }

  /** Going back to the head that ships. */
  static ModelVersion shipped(Shop shop, String model, Instant now) {
    return new ModelVersion(
        shop.storefront(), shop.language(), 0, model, 0, null, null, null, now, null);
  }

  @JsonIgnore
  Shop shop() {
    return new Shop(storefront, language);
  }

  @JsonIgnore
  boolean usable() {
    return version == 0 || weights != null;
  }
}
