package heed.alerting.access;

import heed.alerting.Deeds;
import heed.alerting.Transactions;
import heed.alerting.access.AccessAudit.Act;
import heed.alerting.access.AccessJournal.Step;
import heed.door.Holder;
import heed.door.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in by name and password. A wrong name and a wrong password have the same answer and
 * take as long; a few are stretched at a time, so that a flood of guesses leaves the cases their
 * processor.
 */
@ApplicationScoped
class SignInDesk {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int AT_ONCE = 2;
  private static final int WAITING = 20;
  private static final int PATIENCE_SECONDS = 5;

  private final Transactions transactions;
  private final AccessJournal journal;
  private final AccessHolders holders;
  private final Deeds deeds;
  private final Delays delays = new Delays();
  private final Semaphore stretching = new Semaphore(AT_ONCE);

  SignInDesk(Transactions transactions, AccessJournal journal, AccessHolders holders, Deeds deeds) {
    this.transactions = transactions;
    this.journal = journal;
    this.holders = holders;
    this.deeds = deeds;
  }

  /**
   * Who it is.
   *
   * @param address where he asks from
   * @throws Refusal 403 if name and password do not belong together, 429 while he has to wait
   */
  Holder signIn(String name, String password, String address) {
    var handle = Handle.of(name);
    await(handle, address);
    var person = found(handle);
    var kept = person == null ? null : ((Credential.Password) person.credential()).password();
    var fits = stretched(() -> Stretched.fits(kept, password));
    if (!fits || person == null || person.disabled()) {
      throw Refusal.status(403, "name and password do not belong together; check both");
    }
    delays.succeeded(handle, address);
    holders.used(person.id());
    var holder = known(person);
    deeds.by(holder);
    return holder;
  }

  /**
   * Sets the password of whoever was invited, once.
   *
   * @throws Refusal 403 if the token invites nobody, or no more
   */
  Holder accept(String token, @Nullable String password, String address) {
    var sha256 = KeySecret.sha256(token);
    await(sha256, address);
    var name = transactions.answer(LIMIT, c -> invited(c, sha256, Transactions.now(c))).name();
    var stretched = stretched(() -> Stretched.of(AccessDecider.checked(password, name)));
    var person =
        journal.change(
            name,
            (connection, now) -> {
              var guest = invited(connection, sha256, now);
              deeds.by(guest.holder());
              return new Step(Act.PASSWORD_SET, AccessDecider.withPassword(guest, stretched));
            });
    delays.succeeded(sha256, address);
    holders.used(person.id());
    return known(person);
  }

  /**
   * Sets another password for whoever knows the one before; his sessions are over.
   *
   * @throws Refusal 403 if it is not the one before
   */
  Holder change(Holder self, String current, @Nullable String password, String address) {
    var handle = Handle.of(self.name());
    await(handle, address);
    var person = transactions.answer(LIMIT, c -> own(c, self));
    var kept = ((Credential.Password) person.credential()).password();
    if (!stretched(() -> Stretched.fits(kept, current))) {
      throw Refusal.status(403, "current is not the password; check it");
    }
    delays.succeeded(handle, address);
    var stretched = stretched(() -> Stretched.of(AccessDecider.checked(password, person.name())));
    return known(
        journal.change(
            self.name(),
            (connection, now) ->
                new Step(
                    Act.PASSWORD_SET,
                    AccessDecider.withPassword(own(connection, self), stretched))));
  }

  /** Ends every session of his, also this one. */
  void endSessions(Holder self) {
    journal.change(
        self.name(),
        (connection, now) -> {
          var entry = AccessRows.find(connection, self.id());
          if (entry == null) {
            throw Refusal.status(
                409, "this one comes from elsewhere; its sessions end there, or after their time");
          }
          return new Step(Act.SESSIONS_ENDED, entry.nextGeneration());
        });
  }

  private @Nullable Entry found(String handle) {
    return transactions
        .answer(LIMIT, c -> Optional.ofNullable(AccessRows.person(c, handle)))
        .orElse(null);
  }

  private void await(String name, String address) {
    var wait = delays.ask(name, address, Instant.now());
    if (!wait.isZero()) {
      throw Refusal.status(429, "too many tries; wait a little and try again")
          .header("Retry-After", String.valueOf(wait.plusMillis(999).toSeconds()));
    }
  }

  private static Entry invited(Connection connection, String sha256, Instant now)
      throws SQLException {
    var person = AccessRows.invited(connection, sha256);
    if (person == null || !AccessDecider.stillInvited(person, now)) {
      throw Refusal.status(403, "this invitation does not hold any more; ask for another");
    }
    return person;
  }

  private static Entry own(Connection connection, Holder self) throws SQLException {
    var entry = AccessRows.find(connection, self.id());
    if (entry == null || !entry.person()) {
      throw Refusal.status(409, "only people who sign in here have a password here");
    }
    return entry;
  }

  private Holder known(Entry person) {
    holders.hear(person);
    var holder = holders.byId(person.id());
    if (holder == null) {
      throw Refusal.status(403, "name and password do not belong together; check both");
    }
    return holder;
  }

  private <T> T stretched(Supplier<T> work) {
    try {
      if (stretching.getQueueLength() > WAITING
          || !stretching.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Refusal.status(503, "many are signing in just now; try again")
            .header("Retry-After", "2");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.status(503, "the service is stopping; try again").header("Retry-After", "5");
    }
    try {
      return work.get();
    } finally {
      stretching.release();
    }
  }
}
