package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review as it was accepted. It is the data of {@code review.received} and a part of {@code
 * review.tagged}.
 *
 * @param externalId the storefront's own id; null where the identity comes from an Idempotency-Key
 * @param language as the storefront gave it (BCP 47): a hint, not a truth
 * @param country ISO 3166-1 alpha-2
 * @param receivedAt review-ingest's clock at the acceptance of this revision
 * @param source where it was written, if not with the storefront; null for its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Review(
    UUID id,
    String storefront,
    @Nullable String externalId,
    Product product,
    @Nullable Order order,
    @Nullable Customer customer,
    Channel channel,
    @Nullable Rating rating,
    @Nullable Survey survey,
    @Nullable String title,
    @Nullable String text,
    @Nullable String language,
    @Nullable String country,
    @Nullable Instant submittedAt,
    Instant receivedAt,
    @Nullable Source source) {
  public Review {
    Wire.require(id, "id");
    Wire.require(storefront, "storefront");
    Wire.require(product, "product");
    Wire.require(channel, "channel");
    Wire.require(receivedAt, "receivedAt");
  }

  /** Of the storefront itself. */
  public Review(
      UUID id,
      String storefront,
      @Nullable String externalId,
      Product product,
      @Nullable Order order,
      @Nullable Customer customer,
      Channel channel,
      @Nullable Rating rating,
      @Nullable Survey survey,
      @Nullable String title,
      @Nullable String text,
      @Nullable String language,
      @Nullable String country,
      @Nullable Instant submittedAt,
      Instant receivedAt) {
    this(
        id,
        storefront,
        externalId,
        product,
        order,
        customer,
        channel,
        rating,
        survey,
        title,
        text,
        language,
        country,
        submittedAt,
        receivedAt,
        null);
  }

  /** True if the customer said the same in both: all but the time of acceptance is equal. */
  public boolean sameContentAs(Review other) {
    return equals(other.receivedAt(receivedAt));
  }

  private Review receivedAt(Instant at) {
    return of(at, source);
  }

  /** The same review, come from there. */
  public Review from(@Nullable Source where) {
    return of(receivedAt, where);
  }

  private Review of(Instant at, @Nullable Source where) {
    return new Review(
        id,
        storefront,
        externalId,
        product,
        order,
        customer,
        channel,
        rating,
        survey,
        title,
        text,
        language,
        country,
        submittedAt,
        at,
        where);
  }
}
