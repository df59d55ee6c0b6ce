package heed.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import heed.door.Caller;
import heed.door.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Ratings to display where people decide; without a key only if the operator made them public. */
@Path("/v1/products")
@PermitAll
public class ProductsResource {
  private static final String JSON_LD = "application/ld+json";

  private final AggregateRatings ratings;
  private final DisplaySettings settings;
  private final Caller caller;
  private final SecurityIdentity identity;
  private final Optional<String> defaultStorefront;

  ProductsResource(
      AggregateRatings ratings,
      DisplaySettings settings,
      Caller caller,
      SecurityIdentity identity,
      @ConfigProperty(name = "heed.ingest.default-storefront") Optional<String> defaultStorefront) {
    this.ratings = ratings;
    this.settings = settings;
    this.caller = caller;
    this.identity = identity;
    this.defaultStorefront = defaultStorefront;
  }

  /** <a href="https://schema.org/AggregateRating">schema.org</a>'s, as JSON-LD. */
  @JsonPropertyOrder({"@context", "@type"})
  record AggregateRating(
      Item itemReviewed,
      double ratingValue,
      int bestRating,
      int worstRating,
      long ratingCount,
      long reviewCount) {
    @JsonProperty("@context")
    String context() {
      return "https://schema.org";
    }

    @JsonProperty("@type")
    String type() {
      return "AggregateRating";
    }
  }

  /** The product. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder("@type")
  record Item(@JsonProperty("productID") String productId, @Nullable String name) {
    @JsonProperty("@type")
    String type() {
      return "Product";
    }
  }

  @GET
  @Path("{id}/aggregate-rating")
  @Produces({JSON_LD, MediaType.APPLICATION_JSON})
  public Response aggregateRating(
      @PathParam("id") String id, @QueryParam("storefront") @Nullable String storefront) {
    var product = String.valueOf(CutParameters.text("id", id));
    var found =
        ratings
            .of(storefront(CutParameters.text("storefront", storefront)), product)
            .orElseThrow(() -> Refusal.notFound("there is no rating of this product"));
    var scope = settings.isPublic() ? "public" : "private";
    return Response.ok(found)
        .header("Cache-Control", scope + ", max-age=" + settings.maxAge().toSeconds())
        .header("Vary", "Authorization")
        .build();
  }

  private String storefront(@Nullable String requested) {
    if (!identity.isAnonymous()) {
      return caller.storefront(requested);
    }
    if (!settings.isPublic()) {
      throw Refusal.status(401, "a key is needed: send it as \"Authorization: Bearer <key>\"")
          .header("WWW-Authenticate", "Bearer");
    }
    return Optional.ofNullable(requested)
        .filter(s -> !s.isEmpty())
        .or(() -> defaultStorefront)
        .orElseThrow(() -> Refusal.field("/storefront", "storefront is missing; name it"));
  }
}
