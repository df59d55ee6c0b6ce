package heed.alerting.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.door.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

class MappingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant AT = Instant.parse("2026-11-02T09:30:00Z");

  private static final String WHOLE =
      """
      tables:
        segment: {AT_RISK: at_risk, LAPSED: 2, LOYAL: true, NEW: null}
        rules: {DETRACTOR: detractor}
      requests:
        - on: [segment.entered]
          method: PUT
          path: /people/{customer.id}?via=heed
          body:
            who: {$fact: customer.key}
            list: [{$fact: segment, $table: segment}, 1, true, null, "x"]
            rules: {$fact: segment.rules, $table: rules, $else: other, $join: ";"}
            raw: {$fact: segment.rules}
            why: {$fact: segment.reason, $else: none}
            missing: {$fact: segment.reason}
      """;

  private static Facts entered(String customer) {
    return new Facts.Builder()
        .put(FactName.EVENT_ID, new UUID(0, 1))
        .put(FactName.EVENT_TYPE, "segment.entered")
        .put(FactName.EVENT_AT, AT)
        .put(FactName.STOREFRONT, "riga-shop")
        .put(FactName.CUSTOMER_ID, customer)
        .put(FactName.CUSTOMER_KEY, "riga-shop:" + customer)
        .put(FactName.SEGMENT, "AT_RISK")
        .put(FactName.SEGMENT_SINCE, AT)
        .put(FactName.SEGMENT_RULES, List.of("DETRACTOR", "FALL"))
        .of("segment.entered");
  }

  private static List<FieldError> faults(String text) {
    return catchThrowableOfType(Mapping.Faults.class, () -> Mapping.read(text)).faults();
  }

  private static FieldError fault(String text) {
    return faults(text).getFirst();
  }

  private static String segment(String body) {
    return """
    {"requests": [{"on": ["segment.entered"], "method": "POST", "path": "/x", "body": %s}]}
    """
        .formatted(body);
  }

  @Test
  void everyFactComesToItsPlaceAndConstantsStayWhatTheyAre() throws JsonProcessingException {
    var request = Mapping.read(WHOLE).request(entered("c 1?2"));
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.target()).isEqualTo("/people/c%201%3F2?via=heed");
    assertThat(JSON.readTree(request.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"who": "riga-shop:c 1?2", "list": ["at_risk", 1, true, null, "x"],
                 "rules": "detractor;other", "raw": ["DETRACTOR", "FALL"], "why": "none",
                 "missing": null}
                """));
    assertThat(Mapping.read(WHOLE).types()).containsExactly("segment.entered");
  }

  @Test
  void aNameThatIsNoFactIsRefusedWithThoseThatThereAre() {
    var fault = fault(segment("{\"a\": [{\"$fact\": \"customer.name\"}]}"));
    assertThat(fault.pointer()).isEqualTo("/requests/0/body/a/0/$fact");
    assertThat(fault.detail())
        .startsWith("customer.name is no fact here; there are event.id, ")
        .contains("segment.rules")
        .doesNotContain("case.id");
  }

  @Test
  void aFactIsRefusedWhereNotEveryEventOfTheRequestHasIt() {
    var fault =
        fault(
            """
            requests:
              - on: [segment.entered, case.opened]
                method: POST
                path: /x
                body: {a: {$fact: case.id}}
            """);
    assertThat(fault.pointer()).isEqualTo("/requests/0/body/a/$fact");
    assertThat(fault.detail()).contains("customer.key").doesNotContain("case.status");
  }

  @Test
  void whatIsNotKnownIsRefusedAtItsPlaceAndAllAtOnce() {
    var found =
        faults(
            """
            tabels: {}
            requests:
              - on: [segment.entered, order.paid]
                method: GET
                path: people
                headers: {a: b}
                body: {a: {$fact: segment, $tabel: x}, $fcat: x}
            """);
    assertThat(found)
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/tabels",
            "/requests/0/headers",
            "/requests/0/on/1",
            "/requests/0/method",
            "/requests/0/path",
            "/requests/0/body/a/$tabel",
            "/requests/0/body/$fcat");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    assertThat(fault(segment("\"{broken\"")).pointer()).isEqualTo("/requests/0/body");
    assertThat(fault("{\"requests\": [}").detail()).contains("not valid JSON (line 1");
    assertThat(fault("requests: [").detail()).contains("not valid YAML");
    assertThat(fault("requests: []").pointer()).isEqualTo("/requests");
    assertThat(fault("").pointer()).isEmpty();
    assertThat(
            fault("requests: [{on: [segment.left], method: POST, path: /, body: {a: 1e999}}]")
                .pointer())
        .isEqualTo("/requests/0/body/a");
    assertThat(
            fault("requests: [{on: [segment.left], method: POST, path: /, body: {a: .nan}}]")
                .detail())
        .contains("not valid YAML");
    assertThat(fault("requests: 1\nrequests: 2").detail()).contains("not valid YAML");
  }

  @Test
  void aTableHasToSayWhatEveryValueBecomes() {
    var fault =
        fault(
            """
            tables: {segment: {AT_RISK: 1}}
            requests:
              - {on: [segment.left], method: POST, path: /, body: {a: {$fact: segment, $table: segment}}}
            """);
    assertThat(fault.pointer()).isEqualTo("/requests/0/body/a/$table");
    assertThat(fault.detail()).contains("LAPSED, LOYAL, NEW");
    assertThat(fault(segment("{\"a\": {\"$fact\": \"segment\", \"$table\": \"x\"}}")).detail())
        .contains("there are none");
  }

  @Test
  void anEventIsToldByOneRequestOnly() {
    var fault =
        fault(
            """
            requests:
              - {on: [segment.left], method: POST, path: /a, body: {}}
              - {on: [segment.left], method: POST, path: /b, body: {}}
            """);
    assertThat(fault.pointer()).isEqualTo("/requests/1/on/0");
  }

  @Test
  void aPathLeadsNowhereElse() {
    for (var path : List.of("x", "/a/../b", "/a/%2E%2e/b", "/a b", "/a#b", "/{segment.rules}")) {
      var text =
          "{\"requests\": [{\"on\": [\"segment.entered\"], \"method\": \"POST\", \"path\": \"%s\","
              + " \"body\": {}}]}";
      assertThat(fault(text.formatted(path)).pointer()).as(path).isEqualTo("/requests/0/path");
    }
    var mapping = Mapping.read(WHOLE);
    for (var customer : List.of(".", "..", " ", "../deals/1", "a/b", "a\\b")) {
      assertThat(
              catchThrowableOfType(Unplaceable.class, () -> mapping.request(entered(customer)))
                  .getMessage())
          .isEqualTo("customer.id cannot stand in a path");
    }
  }

  @Property
  void noCustomerChangesWhereARequestGoes(@ForAll @NotBlank String customer) {
    if (!customer.matches("[.]+|(?s).*[/\\\\].*")) {
      var target = Mapping.read(WHOLE).request(entered(customer)).target();
      assertThat(target).matches("/people/[A-Za-z0-9._*%-]+[?]via=heed");
    }
  }

  @Test
  void anAnswerSaysYesWhereTheMappingLooksForIt() {
    var text =
        """
        requests:
          - {on: [customer.erased], method: DELETE, path: "/x/{customer.id}", answer: {status: [200, 404], at: /0/success, is: true}}
        test: {method: GET, path: /me}
        """;
    var mapping = Mapping.read(text);
    var facts =
        new Facts.Builder()
            .put(FactName.EVENT_ID, "e")
            .put(FactName.EVENT_TYPE, Mapping.ERASED)
            .put(FactName.EVENT_AT, AT)
            .put(FactName.STOREFRONT, "s")
            .put(FactName.CUSTOMER_ID, "c")
            .put(FactName.CUSTOMER_KEY, "s:c")
            .of(Mapping.ERASED);
    var request = mapping.request(facts);
    assertThat(request.body()).isNull();
    var verdict = request.verdict();
    assertThat(
            verdict.fault(
                200, "[{\"success\": true}]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isNull();
    assertThat(
            verdict.fault(
                200, "[{\"success\": false}]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo("the receiver answered 200, and no at /0/success");
    assertThat(verdict.fault(200, "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .contains("nothing that can be read");
    assertThat(verdict.fault(404, new byte[0])).isNull();
    assertThat(
            verdict.fault(
                201, "[{\"success\": true}]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .contains("201");
    assertThat(mapping.testRequest().target()).isEqualTo("/me");
    assertThat(Mapping.read(WHOLE).testRequest()).isNull();
    assertThat(fault(text.replace("200,", "302,")).pointer())
        .isEqualTo("/requests/0/answer/status/0");
  }
}
