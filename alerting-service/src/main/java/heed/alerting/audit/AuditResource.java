package heed.alerting.audit;

import heed.alerting.Transactions;
import heed.alerting.Words;
import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who did what, for those who answer for it. */
@Path("/v1/audit")
@Blocking
@RolesAllowed({Role.LEAD, Role.ADMIN})
public class AuditResource {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String CSV = "text/csv";
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final Transactions transactions;
  private final Caller caller;
  private final Cursors cursors;

  AuditResource(Transactions transactions, Caller caller, Cursors cursors) {
    this.transactions = transactions;
    this.caller = caller;
    this.cursors = cursors;
  }

  /**
   * The newest first. Who does not act for every storefront, and every lead, sees what was done for
   * storefronts of his, and nothing of keys and people; {@code who} is an id or a name, {@code
   * action} a part of it.
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Listing<AuditEntry> list(
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("who") @Nullable String who,
      @QueryParam("action") @Nullable String action,
      @QueryParam("object") @Nullable String object,
      @QueryParam("outcome") @Nullable String outcome,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var wanted = wanted(storefront, who, action, object, outcome, from, to);
    var most = Page.limit(limit);
    var filters = "audit " + wanted;
    var position = cursors.decode(cursor, filters);
    var before = position == null ? Long.MAX_VALUE : Long.parseLong(position);
    var found = transactions.answer(LIMIT, c -> AuditRows.list(c, wanted, before, most));
    return new Listing<>(
        found,
        found.size() < most ? null : cursors.encode(Long.toString(found.getLast().id()), filters));
  }

  /** The same as a table; Link names the next page. */
  @GET
  @Produces(CSV)
  public jakarta.ws.rs.core.Response table(
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("who") @Nullable String who,
      @QueryParam("action") @Nullable String action,
      @QueryParam("object") @Nullable String object,
      @QueryParam("outcome") @Nullable String outcome,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @jakarta.ws.rs.core.Context jakarta.ws.rs.core.UriInfo uri) {
    var page = list(storefront, who, action, object, outcome, from, to, limit, cursor);
    var answer =
        jakarta.ws.rs.core.Response.ok(AuditCsv.of(page.items()), CSV + ";charset=UTF-8")
            .header("Content-Disposition", "attachment; filename=\"heed-audit.csv\"");
    if (page.nextCursor() != null) {
      var next = uri.getRequestUriBuilder().replaceQueryParam("cursor", page.nextCursor()).build();
      answer.header("Link", "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
    }
    return answer.build();
  }

  private AuditRows.Wanted wanted(
      @Nullable String storefront,
      @Nullable String who,
      @Nullable String action,
      @Nullable String object,
      @Nullable String outcome,
      @Nullable String from,
      @Nullable String to) {
    if (outcome != null && !List.of("DONE", "REFUSED", "UNKNOWN").contains(outcome)) {
      throw Refusal.field("/outcome", "outcome must be DONE, REFUSED or UNKNOWN");
    }
    return new AuditRows.Wanted(
        storefronts(Words.nameOrNull(storefront, "storefront")),
        !caller.hasRole(Role.ADMIN),
        Words.nameOrNull(who, "who"),
        Words.nameOrNull(action, "action"),
        Words.nameOrNull(object, "object"),
        outcome,
        time("from", from, FIRST),
        time("to", to, LAST));
  }

  private @Nullable Set<String> storefronts(@Nullable String asked) {
    if (asked != null) {
      return Set.of(caller.storefront(asked));
    }
    // In an order that is the same in every copy: the cursor holds it.
    return caller.storefronts().map(TreeSet::new).orElse(null);
  }

  private static Instant time(String parameter, @Nullable String told, Instant otherwise) {
    if (told == null) {
      return otherwise;
    }
    try {
      var at = OffsetDateTime.parse(told).toInstant();
      if (!at.isBefore(FIRST) && !at.isAfter(LAST)) {
        return at;
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw Refusal.field(
        "/" + parameter, parameter + " must be a time such as 2026-11-01T00:00:00Z");
  }
}
