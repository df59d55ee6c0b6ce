package heed.alerting.access;

import static java.util.Objects.requireNonNull;

import heed.alerting.Transactions;
import heed.alerting.access.AccessAudit.Act;
import heed.alerting.access.AccessDecider.Hand;
import heed.alerting.access.AccessJournal.Step;
import heed.door.Caller;
import heed.door.Holders;
import heed.door.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps keys and people, for admins: each sees and touches only whom he could have made. */
@ApplicationScoped
class AccessDesk {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST = 10_000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern ID = Pattern.compile("(key|person)-[0-9a-f]{12}");
  static final String KEY = "KEY";
  static final String PERSON = "PERSON";

  private final Transactions transactions;
  private final AccessJournal journal;
  private final Caller caller;
  private final Instance<Holders> sources;

  AccessDesk(
      Transactions transactions,
      AccessJournal journal,
      Caller caller,
      @Any Instance<Holders> sources) {
    this.transactions = transactions;
    this.journal = journal;
    this.caller = caller;
    this.sources = sources;
  }

  /** Somebody, with a secret that is told this once. */
  record Made(Entry entry, String secret) {}

  private Hand hand() {
    var holder = requireNonNull(caller.holder());
    return new Hand(holder.id(), holder.name(), Grant.of(holder));
  }

  /** What is asked for somebody new; storefronts and teams that are not said are the caller's. */
  Grant wished(
      @Nullable List<String> storefronts,
      @Nullable List<String> roles,
      @Nullable List<String> teams) {
    var mine = hand().grant();
    return Wishes.read(
        storefronts, roles, teams, new Grant(mine.storefronts(), Set.of(), mine.teams()));
  }

  /** Those of a kind after a name as it is compared, in its order; not all may be shown. */
  List<Entry> list(String kind, String after, int limit) {
    return transactions.answer(
        LIMIT, connection -> AccessRows.list(connection, kind, after, limit));
  }

  boolean may(Entry entry) {
    return AccessDecider.may(hand(), entry);
  }

  /**
   * One of them.
   *
   * @throws Refusal 404 if there is none, or it has more rights than the caller
   */
  Entry one(String kind, String id) {
    return transactions.answer(LIMIT, connection -> load(connection, kind, id));
  }

  Made makeKey(String name, Grant grant, @Nullable Instant until) {
    var number = KeySecret.number(RANDOM);
    var secret = KeySecret.draw(number, RANDOM);
    var by = hand();
    var made =
        journal.change(
            by.name(),
            (connection, now) -> {
              room(connection, KEY, name);
              var hash = KeySecret.sha256(secret);
              return new Step(
                  Act.KEY_MADE,
                  AccessDecider.key(by, "key-" + number, name, grant, hash, until, now));
            });
    return new Made(made, secret);
  }

  Made rotate(String id, @Nullable Duration overlap) {
    var secret = KeySecret.draw(id.substring(id.indexOf('-') + 1), RANDOM);
    var rotated =
        journal.change(
            hand().name(),
            (connection, now) ->
                new Step(
                    Act.KEY_ROTATED,
                    AccessDecider.rotated(
                        load(connection, KEY, id), KeySecret.sha256(secret), overlap, now)));
    return new Made(rotated, secret);
  }

  Made invite(String name, Grant grant) {
    var token = KeySecret.token(RANDOM);
    var by = hand();
    var made =
        journal.change(
            by.name(),
            (connection, now) -> {
              room(connection, PERSON, name);
              var id = "person-" + KeySecret.number(RANDOM);
              return new Step(
                  Act.PERSON_INVITED, AccessDecider.person(by, id, name, grant, token, now));
            });
    return new Made(made, token);
  }

  Made inviteAgain(String id) {
    var token = KeySecret.token(RANDOM);
    var invited =
        journal.change(
            hand().name(),
            (connection, now) ->
                new Step(
                    Act.PERSON_INVITED,
                    AccessDecider.invited(load(connection, PERSON, id), token, now)));
    return new Made(invited, token);
  }

  Entry change(String id, UnaryOperator<Grant> grant, @Nullable Boolean disabled) {
    var by = hand();
    return journal.change(
        by.name(),
        (connection, now) -> {
          var before = load(connection, PERSON, id);
          return new Step(
              Act.PERSON_CHANGED,
              AccessDecider.changed(
                  by,
                  before,
                  grant.apply(before.grant()),
                  disabled == null ? before.disabled() : disabled));
        });
  }

  /** Lets somebody in no more, for good. */
  void remove(String kind, String id) {
    var by = hand();
    journal.change(
        by.name(),
        (connection, now) ->
            new Step(
                kind.equals(KEY) ? Act.KEY_REVOKED : Act.PERSON_REMOVED,
                AccessDecider.gone(by, load(connection, kind, id))));
  }

  private Entry load(Connection connection, String kind, String id) throws SQLException {
    var found = ID.matcher(id).matches() ? AccessRows.find(connection, id) : null;
    if (found == null || found.person() != kind.equals(PERSON) || !may(found)) {
      throw Refusal.notFound(kind.equals(KEY) ? "no key has this id" : "nobody here has this id");
    }
    return found;
  }

  /** The configuration's keys have names as well, and timelines show nothing but names. */
  private void room(Connection connection, String kind, String name) throws SQLException {
    if (sources.stream().anyMatch(s -> s.byId("key:" + Handle.of(name)) != null)) {
      throw Refusal.status(409, "name: a key of the configuration has it; give another");
    }
    if (AccessRows.count(connection, kind) >= MOST) {
      throw Refusal.status(409, "there are " + MOST + " already; remove one first");
    }
  }
}
