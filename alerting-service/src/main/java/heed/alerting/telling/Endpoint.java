package heed.alerting.telling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a program or a chat listens.
 *
 * @param disabledBecause why nothing is sent there; null unless it is disabled
 */
record Endpoint(
    Subscription subscription,
    EndpointUrl url,
    Secrets secrets,
    @Nullable String disabledBecause,
    Instant createdAt,
    String createdBy) {

  /**
   * What its messages are signed with.
   *
   * @param previous signs as well until then, so that a receiver can change over
   */
  record Secrets(String current, @Nullable String previous, @Nullable Instant previousUntil) {
    static Secrets fresh() {
      return new Secrets(Signature.newSecret(), null, null);
    }

    Secrets rotated(Instant until) {
      return new Secrets(Signature.newSecret(), current, until);
    }

    @Override
    public String toString() {
      return "Secrets[not shown]";
    }
  }

  String id() {
    return subscription.id();
  }

  Recipient recipient() {
    return new Recipient(subscription.kind(), id());
  }

  Endpoint rotated(Instant until) {
    return new Endpoint(
        subscription, url, secrets.rotated(until), disabledBecause, createdAt, createdBy);
  }

  /** The same, heard and reached in another way. */
  Endpoint changed(Subscription next, EndpointUrl at) {
    return new Endpoint(next, at, secrets, next.enabled() ? null : "by hand", createdAt, createdBy);
  }
}
