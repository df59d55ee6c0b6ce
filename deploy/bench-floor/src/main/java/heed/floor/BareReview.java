package heed.floor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A review as it is posted, unchecked. */
public record BareReview(
    @Nullable String externalId,
    @Nullable String storefront,
    @Nullable Product product,
    @Nullable Order order,
    @Nullable Customer customer,
    @Nullable String channel,
    @Nullable Rating rating,
    @Nullable Survey survey,
    @Nullable String title,
    @Nullable String text,
    @Nullable String language,
    @Nullable String country,
    @Nullable Instant submittedAt) {
  public record Product(@Nullable String id, @Nullable String name) {}

  public record Order(@Nullable String id, @Nullable Instant deliveredAt) {}

  public record Customer(@Nullable String id, @Nullable String name, @Nullable String email) {}

  public record Rating(@Nullable String scale, @Nullable Integer value) {}

  public record Survey(@Nullable Integer nps, @Nullable Integer csat, @Nullable Integer ces) {}
}
