package heed.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The order behind a review, where the storefront tells it. */
public record Order(@Nullable String id, @Nullable Instant deliveredAt) {}
