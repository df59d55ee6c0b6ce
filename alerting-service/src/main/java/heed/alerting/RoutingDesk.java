package heed.alerting;

import heed.door.Caller;
import heed.door.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Shows the routing, puts a new one in force, and tries one out. */
@ApplicationScoped
class RoutingDesk {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final RoutingStore store;
  private final Endpoints endpoints;
  private final Caller caller;
  private final Deeds deeds;

  RoutingDesk(
      Transactions transactions,
      RoutingStore store,
      Endpoints endpoints,
      Caller caller,
      Deeds deeds) {
    this.transactions = transactions;
    this.store = store;
    this.endpoints = endpoints;
    this.caller = caller;
    this.deeds = deeds;
  }

  RoutingVersion inForce() {
    return transactions.answer(LIMIT, store::inForce);
  }

  /**
   * @throws Refusal 404 if there never was one
   */
  RoutingVersion version(int version) {
    return transactions.answer(
        LIMIT,
        connection -> {
          var found = store.version(connection, version);
          if (found == null) {
            throw Refusal.notFound("no version of the routing has this number");
          }
          return found;
        });
  }

  List<RoutingStore.Change> changes(int before, int limit) {
    return transactions.answer(LIMIT, connection -> store.changes(connection, before, limit));
  }

  /**
   * Puts a document in force.
   *
   * @throws Refusal 412 if another was put in force since, 403 for a key that is not for every
   *     storefront
   * @throws Faulty if a calendar never opens, or an endpoint that it names hears nothing
   */
  RoutingVersion replace(IfMatch seen, Routing document) {
    mayReplace();
    return transactions.answer(
        LIMIT,
        connection -> {
          var before = store.inForce(connection);
          seen.check(before.version());
          document.checkReach(Transactions.now(connection));
          document.checkEndpoints(endpoints.enabled(connection));
          var appended = store.append(connection, before.version(), caller.name(), document);
          if (appended == null) {
            throw Refusal.status(412, "the routing has changed since; read it again");
          }
          deeds.done(connection, null, "version " + appended.version());
          return appended;
        });
  }

  /**
   * Before anything is read of what somebody sends who may not send it.
   *
   * @throws Refusal 403 for a key that is not for every storefront
   */
  void mayReplace() {
    if (caller.storefronts().isPresent()) {
      throw Refusal.status(
          403, "the routing is that of every storefront; use a key that is for all of them");
    }
  }

  DryRun.Outcome tryOut(DryRun dryRun) {
    return transactions.answer(
        LIMIT,
        connection -> {
          var inForce = store.inForce(connection);
          var tried = dryRun.document();
          var document = tried == null ? inForce.document() : tried;
          var traits = dryRun.traits();
          var receivedAt = dryRun.receivedAt();
          if (traits == null) {
            var id = Objects.requireNonNull(dryRun.caseId());
            var found = CaseDesk.load(connection, id, false, caller);
            traits = Traits.of(found.content());
            receivedAt = receivedAt == null ? found.clock().startedAt() : receivedAt;
          }
          var now = Transactions.now(connection);
          if (tried != null) {
            check(connection, tried, now);
          }
          return DryRun.outcome(
              document, inForce.version(), traits, receivedAt == null ? now : receivedAt);
        });
  }

  /** As putting it in force would; its places are those of the request. */
  private void check(Connection connection, Routing tried, Instant now) throws SQLException {
    try {
      tried.checkReach(now);
      tried.checkEndpoints(endpoints.enabled(connection));
    } catch (Faulty e) {
      throw e.below("/document");
    }
  }
}
