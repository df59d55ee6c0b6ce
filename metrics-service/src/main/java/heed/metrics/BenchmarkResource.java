package heed.metrics;

import heed.door.Caller;
import heed.door.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** How a storefront stands beside its competitors. */
@Path("/v1/benchmark")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class BenchmarkResource {
  private final Benchmarking benchmarking;
  private final Caller caller;

  BenchmarkResource(Benchmarking benchmarking, Caller caller) {
    this.benchmarking = benchmarking;
    this.caller = caller;
  }

  @GET
  public BenchmarkAnswer benchmark(
      @QueryParam("window") @Nullable String window,
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("product") @Nullable String product) {
    var length = Window.of(window);
    var shop = caller.storefront(CutParameters.text("storefront", storefront));
    return benchmarking.of(shop, BenchmarkBody.text("product", product), length);
  }
}
