package heed.alerting.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as admins see him.
 *
 * @param signsIn true once he has set a password
 * @param invitedUntil until when he may set one; null if he is not invited
 * @param lastUsed the day, in UTC, on which he last signed in; null if never
 * @param invitation shown once: the address at which he sets his password
 */
record PersonView(
    String id,
    String name,
    List<String> storefronts,
    List<String> roles,
    List<String> teams,
    boolean disabled,
    boolean signsIn,
    @Nullable Instant invitedUntil,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy,
    @Nullable LocalDate lastUsed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String invitation) {

  static PersonView of(Entry entry) {
    return of(entry, null);
  }

  /**
   * @param base the address of the console; where none is told, that under which the caller reached
   *     this service
   */
  static PersonView of(AccessDesk.Made made, URI base) {
    return of(made.entry(), base.resolve("/sign-in") + "#invitation=" + made.secret());
  }

  private static PersonView of(Entry e, @Nullable String invitation) {
    var password = (Credential.Password) e.credential();
    var invited = password.invitation();
    return new PersonView(
        e.id(),
        e.name(),
        e.grant().storefronts().stream().sorted().toList(),
        e.grant().roles().stream().sorted().toList(),
        e.grant().teams().stream().sorted().toList(),
        e.disabled(),
        password.password() != null,
        invited == null ? null : invited.until(),
        e.stamp().madeAt(),
        e.stamp().madeBy(),
        e.stamp().changedAt(),
        e.stamp().changedBy(),
        e.lastUsed(),
        invitation);
  }
}
