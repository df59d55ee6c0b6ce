package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import heed.alerting.EscalationStep.Receiver;
import heed.alerting.WorkingHours.Day;
import heed.door.FieldError;
import heed.events.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTest {
  static Routing full() {
    return RoutingReader.read(RoutingFormat.YAML.tree(text("full.yaml")));
  }

  static String text(String name) {
    try (var in = RoutingTest.class.getResourceAsStream("/routing/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other tests share the database, and rely on the configuration. */
  static void forget(Transactions transactions) {
    transactions.call(
        Duration.ofSeconds(10),
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.executeUpdate("delete from endpoints");
            return statement.executeUpdate("delete from routing");
          }
        });
  }

  @Test
  void aDocumentIsReadAsItWasMeant() {
    var routing = full();
    var baltics = routing.team("baltics");
    assertThat(baltics.timeZone()).isEqualTo(ZoneId.of("Europe/Riga"));
    assertThat(baltics.members()).containsExactly(new Person("Anna", "anna@example.com"));
    assertThat(baltics.quietHours().from()).isEqualTo("22:00");
    assertThat(routing.calendars().getFirst().week().get(Day.MON))
        .containsExactly(Opening.of("09:00-12:00"), Opening.of("13:00-17:00"));
    assertThat(routing.policy("standard").warnAt()).containsExactly(0.5, 0.8);
    assertThat(routing.policy("swift").escalation())
        .extracting(EscalationStep::to)
        .containsExactly(Receiver.TEAM, Receiver.LEAD, Receiver.WEBHOOK);
    assertThat(routing.calendar(routing.policy("standard"), baltics).id()).isEqualTo("riga");
    assertThat(routing.calendar(routing.policy("standard"), routing.team("support"))).isNull();
    assertThat(routing.rules().getFirst().when().country()).containsExactly("LV", "EE");
  }

  @ParameterizedTest
  @EnumSource(RoutingFormat.class)
  void whatIsWrittenIsReadBackTheSame(RoutingFormat format) {
    var written = format.write(full());
    assertThat(RoutingReader.read(format.tree(written))).isEqualTo(full());
    assertThat(format.write(RoutingReader.read(format.tree(written)))).isEqualTo(written);
  }

  @Test
  void theDocumentThatIsDocumentedIsOne() throws IOException {
    var page = Files.readString(Path.of("../docs/routing.md"));
    var yaml = page.substring(page.indexOf("```yaml") + 7, page.lastIndexOf("```"));
    var routing = RoutingReader.read(RoutingFormat.YAML.tree(yaml));
    routing.checkReach(Instant.parse("2026-11-27T00:00:00Z"));
    assertThat(routing.rules()).hasSize(1);
  }

  @Test
  void whatOtherReadersOfYamlWouldGuessAtIsQuoted() {
    assertThat(RoutingFormat.YAML.write(full()))
        .contains(
            "from: \"22:00\"", "- \"2026-12-24\"", "firstResponse: PT24H", "warnAt:\n  - 0.5");
  }

  @Test
  void aBodyThatIsNoTextIsRefused() {
    assertThatThrownBy(() -> RoutingFormat.YAML.tree(new byte[] {(byte) 0xc3, '('}))
        .hasMessage("the body is not UTF-8");
  }

  @Test
  void aCalendarThatIsPinnedToACaseIsReadBackTheSame() {
    var hours = full().calendars().getFirst();
    assertThat(EventJson.read(EventJson.write(hours), WorkingHours.class)).isEqualTo(hours);
    var steps = full().policy("swift").escalation();
    assertThat(EventJson.read(EventJson.write(steps.getLast()), EscalationStep.class))
        .isEqualTo(steps.getLast());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          defaultTeam: support        | defaultTeam: nobody             | /defaultTeam
          defaultPolicy: standard     |                                 | /defaultPolicy
          language: lv                | language: xx                    | /teams/1/language
          timeZone: Europe/Riga       | timeZone: Europe/Rigga          | /teams/1/timeZone
          calendar: riga              | calendar: vilnius               | /teams/1/calendar
          to: 07:00                   | to: 22:00                       | /teams/1/quietHours/to
          to: 07:00                   | to: 27:00                       | /teams/1/quietHours/to
          anna@example.com            | anna                            | /teams/1/members/0/email
          id: baltics                 | id: support                     | /teams/1/id
          TUE: [09:00-17:00]          | TUE: [17:00-09:00]              | /calendars/0/week/TUE/0
          TUE: [09:00-17:00]          | TUE: [09:00-12:00, 11:00-13:00] | /calendars/0/week/TUE
          TUE: [09:00-17:00]          | DIE: [09:00-17:00]              | /calendars/0/week/DIE
          2026-12-24                  | 2026-02-30                      | /calendars/0/holidays/0
          firstResponse: PT24H        | firstResponse: PT0S             | /policies/0/firstResponse
          firstResponse: PT24H        | firstResponse: a day            | /policies/0/firstResponse
          firstResponse: PT24H        | nextResponse: PT24H             | /policies/0/firstResponse
          nextResponse: PT2H          | nextResponse: -PT2H             | /policies/1/nextResponse
          warnAt: [0.5, 0.8]          | warnAt: [0.5, 1.8]              | /policies/1/warnAt
          warnAt: [0.5, 0.8]          | warnAt: [half]                  | /policies/1/warnAt/0
          to: LEAD                    | to: BOSS                        | /policies/1/escalation/1/to
          to: LEAD                    | to: WEBHOOK                     | /policies/1/escalation/1/endpoint
          to: TEAM                    | to: TEAM, endpoint: x           | /policies/1/escalation/0/endpoint
          priority: URGENT            | priority: NOW                   | /rules/0/priority
          policy: swift               | policy: swiftest                | /rules/0/policy
          scoreBelow: -0.5            | scoreBelow: -5                  | /rules/0/when/scoreBelow
          urgency: HIGH               | urgency: [HIGH, HIGHER]         | /rules/0/when/urgency/1
          language: lv}               | lingo: lv}                      | /rules/1/when/lingo
          name: Latvian               | name: urgent in the Baltics     | /rules/1/name
          """)
  void everyFaultIsNamedByItsPointer(String right, String wrong, String pointer) {
    var yaml = replaceLastOf(text("full.yaml"), right, wrong == null ? "" : wrong);
    assertThat(faults(yaml)).extracting(FieldError::pointer).contains(pointer);
    assertThat(faults(yaml)).allSatisfy(f -> assertThat(f.detail()).isNotBlank());
  }

  @Test
  void allFaultsAreToldAtOnce() {
    var yaml =
        text("full.yaml").replace("PT24H", "PT0S").replace("anna@", "anna").replace("LEAD", "BOSS");
    assertThat(faults(yaml))
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/teams/1/members/0/email", "/policies/0/firstResponse", "/policies/1/escalation/1/to");
  }

  @Test
  void aCalendarWithNoOpenSecondInTheNextYearIsRefused() {
    var days = new StringBuilder();
    for (var day = java.time.LocalDate.of(2027, 1, 1);
        day.getYear() < 2028;
        day = day.plusDays(1)) {
      days.append(", ").append(day);
    }
    var yaml =
        text("full.yaml")
            .replace("2026-12-25]", "2026-12-25" + days + "]")
            .replace("MON: [09:00-12:00, 13:00-17:00]", "")
            .replace("FRI: [09:00-24:00]", "");
    var routing = RoutingReader.read(RoutingFormat.YAML.tree(yaml));
    routing.checkReach(Instant.parse("2026-12-01T00:00:00Z"));
    assertThatThrownBy(() -> routing.checkReach(Instant.parse("2026-12-30T00:00:00Z")))
        .isInstanceOfSatisfying(
            Faulty.class,
            e -> assertThat(e.faults().getFirst().pointer()).isEqualTo("/calendars/0"));
  }

  @ParameterizedTest
  @CsvSource({"'[]'", "'1'", "'null'", "'{'", "'{\"a\":1,\"a\":2}'", "'{} {}'", "''"})
  void whatIsNoDocumentIsRefused(String json) {
    assertThatThrownBy(() -> RoutingReader.read(RoutingFormat.JSON.tree(json)))
        .isInstanceOf(Faulty.class);
  }

  @Test
  void quietHoursGoOverMidnightAndOverTheChangeOfTheClocks() {
    var quiet = full().team("baltics").quietHours();
    var riga = ZoneId.of("Europe/Riga");
    assertThat(quiet.audibleFrom(Instant.parse("2026-03-28T21:00:00Z"), riga)) // 23:00
        .isEqualTo("2026-03-29T04:00:00Z"); // 07:00 in summer
    assertThat(quiet.audibleFrom(Instant.parse("2026-03-28T12:00:00Z"), riga))
        .isEqualTo("2026-03-28T12:00:00Z");
    assertThat(quiet.audibleFrom(Instant.parse("2026-03-29T04:00:00Z"), riga))
        .isEqualTo("2026-03-29T04:00:00Z");
  }

  @Test
  void nothingOfYamlIsGuessed() {
    var tree = RoutingFormat.YAML.tree("{a: no, b: 22:00, c: 2026-12-24, d: 0x10, e: PT24H}");
    assertThat(List.of("a", "b", "c", "e"))
        .allSatisfy(f -> assertThat(tree.get(f).isTextual()).isTrue());
    assertThat(tree.get("b").asText()).isEqualTo("22:00");
    assertThat(Duration.parse(tree.get("e").asText())).isEqualTo(Duration.ofDays(1));
  }

  private static List<FieldError> faults(String yaml) {
    return catchThrowableOfType(
            Faulty.class, () -> RoutingReader.read(RoutingFormat.YAML.tree(yaml)))
        .faults();
  }

  private static String replaceLastOf(String text, String right, String wrong) {
    var at = text.lastIndexOf(right);
    if (right.startsWith("language: lv") && !right.endsWith("}") || right.startsWith("timeZone")) {
      at = text.indexOf(right);
    }
    if (right.startsWith("calendar")) {
      at = text.indexOf(right);
    }
    return text.substring(0, at) + wrong + text.substring(at + right.length());
  }
}
