package heed.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who answers, and how they are told.
 *
 * @param language of the notices: en, lv, sl or de
 * @param timeZone of the quiet hours
 * @param calendar when it works, by id; null for round the clock. A policy's own calendar goes
 *     first
 * @param quietHours when nobody is told; null for never
 * @param endpoints webhooks that hear what the team hears, by id
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Team(
    String id,
    String name,
    String language,
    ZoneId timeZone,
    @Nullable String calendar,
    @Nullable QuietHours quietHours,
    List<Person> members,
    @Nullable Person lead,
    @Nullable Person manager,
    List<String> endpoints) {
  private static final Set<String> LANGUAGES = Set.of("en", "lv", "sl", "de");

  public Team {
    members = List.copyOf(members);
    endpoints = List.copyOf(endpoints);
    new Findings()
        .name(id, "id")
        .name(name, "name")
        .unless(LANGUAGES.contains(language), "/language", "language must be en, lv, sl or de")
        .end();
  }

  /** A team of which nothing is known but its name. */
  static Team named(String id) {
    return new Team(id, id, "en", ZoneId.of("UTC"), null, null, List.of(), null, null, List.of());
  }
}
