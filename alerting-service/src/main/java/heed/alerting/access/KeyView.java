package heed.alerting.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import heed.alerting.access.AccessDesk.Made;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as admins see it.
 *
 * @param prefix how it begins, by which people tell keys apart
 * @param lastUsed the day, in UTC, on which this service last let it in; null if never
 * @param expiresAt null for never
 * @param previousUntil until when the key before opens as well; null if it does not
 * @param secret shown once, when it is made
 */
record KeyView(
    String id,
    String name,
    String prefix,
    List<String> storefronts,
    List<String> roles,
    List<String> teams,
    Instant createdAt,
    String createdBy,
    @Nullable LocalDate lastUsed,
    @Nullable Instant expiresAt,
    @Nullable Instant previousUntil,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  static KeyView of(Entry entry) {
    return of(entry, null);
  }

  static KeyView of(Made made) {
    return of(made.entry(), made.secret());
  }

  private static KeyView of(Entry e, @Nullable String secret) {
    var key = (Credential.Key) e.credential();
    var previous = key.previous();
    return new KeyView(
        e.id(),
        e.name(),
        KeySecret.shown(e.id().substring(e.id().indexOf('-') + 1)),
        e.grant().storefronts().stream().sorted().toList(),
        e.grant().roles().stream().sorted().toList(),
        e.grant().teams().stream().sorted().toList(),
        e.stamp().madeAt(),
        e.stamp().madeBy(),
        e.lastUsed(),
        key.current().until(),
        previous == null ? null : previous.until(),
        secret);
  }
}
