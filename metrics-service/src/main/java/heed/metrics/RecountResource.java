package heed.metrics;

import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Refusal;
import heed.door.Role;
import heed.metrics.Recounted.Piece;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is kept equals a count of the facts, and putting it right. Each answer is the work
 * of some seconds; it is gone on with by its cursor until there is none.
 */
@Path("/v1/recount")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
public class RecountResource {
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final String BOUND = "recount";

  private final Recount recount;
  private final Cursors cursors;
  private final Caller caller;

  RecountResource(Recount recount, Cursors cursors, Caller caller) {
    this.recount = recount;
    this.caller = caller;
    this.cursors = cursors;
  }

  /**
   * How far it came.
   *
   * @param pieces that were looked at: mostly a storefront's day each
   * @param differences told one line each; empty if all is well
   * @param mended rows that were put right; 0 where it was only looked
   * @param nextCursor where to go on; null at the end
   */
  record Answer(int pieces, List<String> differences, int mended, @Nullable String nextCursor) {}

  @GET
  public Answer differences(
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("cursor") @Nullable String cursor) {
    var of = of(storefront);
    return answer(of, recount.check(of, place(of, cursor), AT_ONCE));
  }

  @POST
  public Answer mend(
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("cursor") @Nullable String cursor)
      throws SQLException {
    var of = of(storefront);
    return answer(of, recount.mend(of, place(of, cursor), AT_ONCE));
  }

  /** A key of some storefronts must name one of them; what it does not name is not its own. */
  private Recount.Of of(@Nullable String requested) {
    var storefront = CutParameters.text("storefront", requested);
    if (caller.storefronts().isEmpty()) {
      return Recount.Of.storefront(storefront);
    }
    if (storefront == null) {
      throw Refusal.status(
          403, "storefront: this key may not recount every one; name one that it acts for");
    }
    return Recount.Of.storefront(caller.storefront(storefront));
  }

  private Answer answer(Recount.Of of, Recount.Progress progress) {
    var next = progress.next();
    return new Answer(
        progress.pieces(),
        progress.differences(),
        progress.mended(),
        next == null ? null : cursors.encode(told(next), BOUND + of));
  }

  private static String told(Recount.Place place) {
    var day = place.piece().day();
    return place.part() + " " + (day == null ? "-" : day) + " " + place.piece().storefront();
  }

  private Recount.@Nullable Place place(Recount.Of of, @Nullable String cursor) {
    var told = cursors.decode(cursor, BOUND + of);
    if (told == null) {
      return null;
    }
    var parts = told.split(" ", 3);
    var day = parts[1].equals("-") ? null : Instant.parse(parts[1]);
    return new Recount.Place(Integer.parseInt(parts[0]), new Piece(parts[2], day));
  }
}
