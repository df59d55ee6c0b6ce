package heed.alerting.telling;

import heed.alerting.crm.Mapping;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a program or a chat listens.
 *
 * @param disabledBecause why nothing is sent there; null unless it is disabled
 * @param crm null unless it is one
 */
record Endpoint(
    Subscription subscription,
    EndpointUrl url,
    Secrets secrets,
    @Nullable String disabledBecause,
    Instant createdAt,
    String createdBy,
    @Nullable Crm crm) {

  /** One that needs no mapping. */
  Endpoint(
      Subscription subscription,
      EndpointUrl url,
      Secrets secrets,
      @Nullable String disabledBecause,
      Instant createdAt,
      String createdBy) {
    this(subscription, url, secrets, disabledBecause, createdAt, createdBy, null);
  }

  /**
   * How a CRM wants to be spoken to.
   *
   * @param mapping the document as it was written
   * @param authorization what the header of that name says; null for none
   */
  record Crm(String mapping, @Nullable String authorization) {
    @Override
    public String toString() {
      return "Crm[not shown]";
    }
  }

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
        subscription, url, secrets.rotated(until), disabledBecause, createdAt, createdBy, crm);
  }

  /** The same, heard and reached in another way. */
  Endpoint changed(Subscription next, EndpointUrl at, @Nullable Crm as) {
    return new Endpoint(
        next, at, secrets, next.enabled() ? null : "by hand", createdAt, createdBy, as);
  }

  /**
   * The access token that a CRM's document names; null for none, and of one that is none any more.
   */
  @Nullable String token() {
    try {
      return crm == null ? null : Mapping.read(crm.mapping()).token();
    } catch (Mapping.Faults e) {
      return null;
    }
  }

  /**
   * What a CRM's document says.
   *
   * @throws IllegalStateException if it is none, or an earlier version of Heed took what this one
   *     does not
   */
  Mapping mapping() {
    if (crm == null) {
      throw new IllegalStateException("an endpoint of kind " + subscription.kind() + " has none");
    }
    try {
      return Mapping.read(crm.mapping());
    } catch (Mapping.Faults e) {
      throw new IllegalStateException("a mapping that was saved is none", e);
    }
  }
}
