package heed.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import heed.alerting.EscalationStep.Receiver;
import heed.alerting.WorkingHours.Day;
import heed.door.FieldError;
import heed.events.Channel;
import heed.events.Tags.Aspect;
import heed.events.Tags.Urgency;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a routing document, and tells all that is wrong with it. */
final class RoutingReader {
  private static final List<Double> WARN_AT = List.of(0.5, 0.8);
  private static final Duration ACKNOWLEDGE_TIMEOUT = Duration.ofHours(4);

  private RoutingReader() {}

  /**
   * Reads a document.
   *
   * @throws Faulty with every fault and its pointer
   */
  static Routing read(JsonNode document) {
    var place = Place.root(document);
    var routing = routing(place);
    if (routing == null) {
      throw new Faulty(
          place.faults().isEmpty()
              ? List.of(new FieldError("", "the document is empty"))
              : place.faults());
    }
    return routing;
  }

  private static @Nullable Routing routing(Place p) {
    if (!p.object("defaultTeam", "defaultPolicy", "teams", "calendars", "policies", "rules")) {
      return null;
    }
    var defaultTeam = p.text("defaultTeam");
    var defaultPolicy = p.text("defaultPolicy");
    var teams = each(p, "teams", RoutingReader::team);
    var calendars = each(p, "calendars", RoutingReader::calendar);
    var policies = each(p, "policies", RoutingReader::policy);
    var rules = each(p, "rules", RoutingReader::rule);
    return p.make(() -> new Routing(defaultTeam, defaultPolicy, teams, calendars, policies, rules));
  }

  private static @Nullable Team team(Place p) {
    if (!p.object(
        "id",
        "name",
        "language",
        "timeZone",
        "calendar",
        "quietHours",
        "members",
        "lead",
        "manager",
        "endpoints")) {
      return null;
    }
    var id = p.text("id");
    var name = p.text("name");
    var language = p.text("language");
    var zone = zone(p);
    var calendar = p.textOrNull("calendar");
    var quiet = p.has("quietHours") ? quietHours(p.at("quietHours")) : null;
    var members = each(p, "members", RoutingReader::person);
    var lead = p.has("lead") ? person(p.at("lead")) : null;
    var manager = p.has("manager") ? person(p.at("manager")) : null;
    var endpoints = texts(p.items("endpoints"));
    return p.make(
        () ->
            new Team(id, name, language, zone, calendar, quiet, members, lead, manager, endpoints));
  }

  private static @Nullable QuietHours quietHours(Place p) {
    if (!p.object("from", "to")) {
      return null;
    }
    p.text("from");
    p.text("to");
    var from = p.parsed("from", LocalTime::parse, "a time of day, such as 22:00");
    var to = p.parsed("to", LocalTime::parse, "a time of day, such as 07:00");
    return from == null || to == null ? null : p.make(() -> new QuietHours(from, to));
  }

  private static @Nullable Person person(Place p) {
    if (!p.object("name", "email")) {
      return null;
    }
    var name = p.text("name");
    var email = p.text("email");
    return p.make(() -> new Person(name, email));
  }

  private static @Nullable WorkingHours calendar(Place p) {
    if (!p.object("id", "timeZone", "week", "holidays")) {
      return null;
    }
    var id = p.text("id");
    var zone = zone(p);
    var week = new EnumMap<Day, List<Opening>>(Day.class);
    var days = p.at("week");
    if (p.has("week") && days.object(names(Day.class))) {
      for (var day : Day.values()) {
        week.put(day, each(days, day.name(), RoutingReader::opening));
      }
    }
    var holidays =
        each(p, "holidays", h -> h.parsed(LocalDate::parse, "a date, such as 2026-12-24"));
    return p.make(() -> new WorkingHours(id, zone, week, holidays));
  }

  private static @Nullable Opening opening(Place p) {
    return p.parsed(
        Opening::of, "an opening such as 09:00-12:30, and end after it begins; split at midnight");
  }

  private static ZoneId zone(Place p) {
    p.text("timeZone");
    var zone = p.parsed("timeZone", ZoneId::of, "a time zone, such as Europe/Riga");
    return zone == null ? ZoneId.of("UTC") : zone;
  }

  private static @Nullable Policy policy(Place p) {
    if (!p.object(
        "id",
        "firstResponse",
        "nextResponse",
        "resolution",
        "warnAt",
        "acknowledgeTimeout",
        "calendar",
        "escalation")) {
      return null;
    }
    var id = p.text("id");
    var first = p.duration("firstResponse");
    var next = p.durationOrNull("nextResponse");
    var resolution = p.durationOrNull("resolution");
    var warnAt = p.has("warnAt") ? each(p, "warnAt", Place::number) : WARN_AT;
    var timeout = p.durationOrNull("acknowledgeTimeout");
    var calendar = p.textOrNull("calendar");
    var escalation = each(p, "escalation", RoutingReader::step);
    return p.make(
        () ->
            new Policy(
                id,
                first,
                next,
                resolution,
                warnAt,
                timeout == null ? ACKNOWLEDGE_TIMEOUT : timeout,
                calendar,
                escalation));
  }

  private static @Nullable EscalationStep step(Place p) {
    if (!p.object("after", "to", "endpoint")) {
      return null;
    }
    var after = p.duration("after");
    p.text("to");
    var to = p.choice("to", Receiver.class);
    var endpoint = p.textOrNull("endpoint");
    return to == null ? null : p.make(() -> new EscalationStep(after, to, endpoint));
  }

  private static @Nullable Rule rule(Place p) {
    if (!p.object("name", "when", "team", "priority", "policy")) {
      return null;
    }
    var name = p.text("name");
    var when = when(p.at("when"), p.has("when"));
    var team = p.textOrNull("team");
    var priority = p.choice("priority", Priority.class);
    var policy = p.textOrNull("policy");
    return when == null ? null : p.make(() -> new Rule(name, when, team, priority, policy));
  }

  private static Rule.@Nullable When when(Place p, boolean given) {
    if (given
        && !p.object(
            "storefront",
            "product",
            "language",
            "country",
            "channel",
            "aspect",
            "urgency",
            "scoreBelow")) {
      return null;
    }
    var storefront = texts(p.several("storefront"));
    var product = texts(p.several("product"));
    var language = texts(p.several("language"));
    var country = texts(p.several("country"));
    var channel = choices(p.several("channel"), Channel.class);
    var aspect = choices(p.several("aspect"), Aspect.class);
    var urgency = choices(p.several("urgency"), Urgency.class);
    var scoreBelow = p.number("scoreBelow");
    return p.make(
        () ->
            new Rule.When(
                storefront, product, language, country, channel, aspect, urgency, scoreBelow));
  }

  /** What could be read of the items; what could not is among the faults. */
  private static <T> List<T> each(Place p, String field, Function<Place, @Nullable T> reader) {
    return all(p.items(field), reader);
  }

  static List<String> texts(List<Place> items) {
    return all(items, Place::text);
  }

  static <E extends Enum<E>> List<E> choices(List<Place> items, Class<E> type) {
    return all(items, p -> p.parsed(text -> Enum.valueOf(type, text), Place.oneOf(type)));
  }

  private static <T> List<T> all(List<Place> items, Function<Place, @Nullable T> reader) {
    var read = new ArrayList<T>();
    for (var item : items) {
      var value = reader.apply(item);
      if (value != null) {
        read.add(value);
      }
    }
    return read;
  }

  private static <E extends Enum<E>> String[] names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).toArray(String[]::new);
  }
}
