package heed.alerting.telling;

import heed.alerting.crm.Mapping;
import heed.door.FieldError;
import heed.door.Refusal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint is to be; every refusal names its field and the remedy. */
final class EndpointFields {
  static final String EVERY = "*";
  private static final int LONGEST_AUTHORIZATION = 4096;

  private EndpointFields() {}

  static String id(@Nullable String id) {
    if (id == null) {
      return "ep-" + UUID.randomUUID().toString().substring(0, 13).replace("-", "");
    }
    if (!id.matches("[a-z0-9][a-z0-9._-]{0,59}")) {
      throw Refusal.field("/id", "id must be 1 to 60 of a-z, 0-9, dot, dash or underscore");
    }
    return id;
  }

  static Medium kind(@Nullable String kind) {
    for (var medium : Medium.values()) {
      var called = medium.chat() || medium == Medium.WEBHOOK || medium == Medium.CRM;
      if (called && medium.name().equals(kind)) {
        return medium;
      }
    }
    throw Refusal.field("/kind", "kind must be WEBHOOK, SLACK, MATTERMOST, TEAMS or CRM");
  }

  static String url(@Nullable String url) {
    if (url == null) {
      throw Refusal.field("/url", "url is missing; it is where to send, such as https://…");
    }
    return url;
  }

  static @Nullable Set<String> events(
      Medium kind, @Nullable List<String> wanted, Set<String> mapped) {
    if (wanted == null || wanted.contains(EVERY)) {
      return null;
    }
    var known = kind == Medium.CRM ? mapped : Subscription.ALL_EVENTS;
    for (var i = 0; i < wanted.size(); i++) {
      if (!known.contains(String.valueOf(wanted.get(i)))) {
        var what =
            kind == Medium.CRM
                ? "events that the mapping has a request for are "
                : "events must be of ";
        throw Refusal.field("/events/" + i, what + String.join(", ", known));
      }
      if (kind.chat() && wanted.get(i).matches("(segment|invitation)[.].*")) {
        throw Refusal.field(
            "/events/" + i,
            "a chat is not told of customers and invitations; use an endpoint of kind WEBHOOK");
      }
    }
    return new TreeSet<>(wanted);
  }

  /** The types that a document has requests for; none for what is no CRM. */
  static Set<String> mapped(Medium kind, @Nullable String mapping) {
    if (kind != Medium.CRM) {
      if (mapping != null) {
        throw Refusal.field("/mapping", "mapping is for an endpoint of kind CRM; leave it out");
      }
      return Set.of();
    }
    if (mapping == null) {
      throw Refusal.field(
          "/mapping", "mapping is missing; it says, in JSON or YAML, what a CRM is sent");
    }
    return read(mapping).types();
  }

  /**
   * Reads a document.
   *
   * @throws Refusal 400 with every fault, at its place below /mapping
   */
  static Mapping read(String mapping) {
    try {
      return Mapping.read(mapping);
    } catch (Mapping.Faults e) {
      throw Refusal.fields(
          e.faults().stream()
              .map(f -> new FieldError("/mapping" + f.pointer(), f.detail()))
              .toList());
    }
  }

  /**
   * A secret stays with the server it was given for: whoever may change an address could read it
   * otherwise.
   *
   * @param url where it is to be, once its form is checked; null: where it is
   * @throws Refusal 400 if the server is another one, and the secret was not given again
   */
  static void stays(Endpoint before, @Nullable String url, @Nullable String authorization) {
    var kept = before.crm() != null && before.crm().authorization() != null;
    if (kept
        && url != null
        && authorization == null
        && !before.url().sameServer(EndpointUrl.of(url))) {
      throw Refusal.field(
          "/authorization",
          "authorization was given for another server than that of url; give it again, or an"
              + " empty one for none");
    }
  }

  /** What the header of that name says; null for none. */
  static @Nullable String authorization(Medium kind, @Nullable String authorization) {
    if (authorization == null || authorization.isEmpty()) {
      return null;
    }
    if (kind != Medium.CRM) {
      throw Refusal.field(
          "/authorization", "authorization is for an endpoint of kind CRM; leave it out");
    }
    if (authorization.length() > LONGEST_AUTHORIZATION
        || !authorization.strip().equals(authorization)
        || !authorization.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw Refusal.field(
          "/authorization",
          "authorization must be 1 to 4096 plain characters, such as Bearer and the token");
    }
    return authorization;
  }
}
