package heed.alerting.audit;

import heed.alerting.Transactions;
import heed.door.Holder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees every request to a door and, when it was answered, puts down what its transaction did not:
 * every other write, every export, and a sample of what was refused for want of a right or asked by
 * nobody.
 */
@Singleton
class AuditDoor {
  private static final Logger LOG = Logger.getLogger(AuditDoor.class);
  private static final int AFTER_THE_GUARD = 9_500;
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** Where no answer was read to its end. */
  private static final int GONE = 499;

  private static final String HOLDER = "heed.holder";

  /** Said many times a minute by every open window; it changes nothing that lasts. */
  private static final String PRESENCE = "/presence";

  private final Doorplates doors;
  private final Transactions transactions;
  private final Map<Integer, Counter> refusals;
  private final Counter lost;
  private final RefusalSampler sampler;

  AuditDoor(
      Doorplates doors, Transactions transactions, MeterRegistry meters, AuditSettings settings) {
    this.doors = doors;
    this.transactions = transactions;
    this.refusals = Map.of(401, refusals(meters, 401), 403, refusals(meters, 403));
    this.lost =
        Counter.builder("heed.audit.lost")
            .description("Deeds that could not be put down")
            .register(meters);
    this.sampler = new RefusalSampler(settings.refusalsPerMinute());
  }

  private static Counter refusals(MeterRegistry meters, int status) {
    return Counter.builder("heed.door.refusals")
        .description("Requests of those who may not")
        .tag("status", Integer.toString(status))
        .register(meters);
  }

  void register(@Observes Filters filters) {
    filters.register(this::see, AFTER_THE_GUARD);
  }

  private void see(RoutingContext context) {
    var path = context.normalizedPath();
    if (isDoor(path)) {
      var deed = doors.deed(context.request().method().name(), path);
      context.put(Deed.KEY, deed);
      context.response().putHeader("X-Request-Id", deed.request.toString());
      context.addEndHandler(ended -> ended(context, deed, ended.succeeded()));
    }
    context.next();
  }

  private static boolean isDoor(String path) {
    return path.startsWith("/v1/") || path.startsWith("/session") || path.startsWith("/sign-in");
  }

  /** The status of an answer that was never begun is a default and says nothing. */
  private void ended(RoutingContext context, Deed deed, boolean whole) {
    var status = context.response().headWritten() ? context.response().getStatusCode() : GONE;
    var refused = refusals.get(status);
    if (refused != null) {
      refused.increment();
      put(context, deed, AuditEntry.Outcome.REFUSED, status);
    } else if (!deed.told && counts(context, deed)) {
      if (status == GONE || (status < 400 && !whole)) {
        put(context, deed, AuditEntry.Outcome.UNKNOWN, GONE);
      } else if (status < 400) {
        put(context, deed, AuditEntry.Outcome.DONE, status);
      }
    }
  }

  private static boolean counts(RoutingContext context, Deed deed) {
    if (READS.contains(context.request().method())) {
      var accept = context.request().getHeader(HttpHeaders.ACCEPT);
      return deed.action.endsWith("/export") || (accept != null && accept.startsWith("text/csv"));
    }
    return !deed.action.contains(PRESENCE);
  }

  private static @Nullable Holder holder(RoutingContext context) {
    return context.user() instanceof QuarkusHttpUser user
        ? user.getSecurityIdentity().getAttribute(HOLDER)
        : null;
  }

  /**
   * Not on the way of the answer; one that is lost is counted, and the log says so. Whoever needs
   * no right to ask, or has none, fills no table.
   */
  private void put(RoutingContext context, Deed deed, AuditEntry.Outcome outcome, int status) {
    var holder = deed.holder == null ? holder(context) : deed.holder;
    var sampled = holder == null || outcome == AuditEntry.Outcome.REFUSED;
    if (sampled && !sampler.takes(System.nanoTime())) {
      return;
    }
    try {
      Infrastructure.getDefaultWorkerPool().execute(() -> insert(deed, holder, outcome, status));
    } catch (RejectedExecutionException e) {
      lost(deed, e);
    }
  }

  private void insert(Deed deed, @Nullable Holder holder, AuditEntry.Outcome outcome, int status) {
    try {
      transactions.read(
          connection -> {
            AuditRows.insert(
                connection, deed, holder, deed.object, deed.storefront, outcome, status);
            return true;
          });
    } catch (RuntimeException e) {
      lost(deed, e);
    }
  }

  private void lost(Deed deed, RuntimeException e) {
    lost.increment();
    LOG.errorf(
        "a deed could not be put down: action=%s request=%s reason=%s",
        deed.action, deed.request, e.getClass().getSimpleName());
  }
}
