package heed.metrics.display;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may go by. There is no rating and no sentiment here: a rule that knew them could show
 * only the good ones.
 *
 * @param channel the name of the channel, as {@code STOREFRONT}
 * @param verified true if the review names an order
 * @param receivedAt when this revision was accepted
 */
public record Traits(
    String storefront,
    String product,
    String channel,
    @Nullable String country,
    @Nullable String language,
    boolean verified,
    Instant receivedAt) {}
