package heed.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SettingsTest {
  static final List<String> values = List.of(Chart.VALUES);

  /** Keys of the framework, which no source of ours names; each is in Quarkus' reference. */
  private static final Set<String> OF_THE_FRAMEWORK =
      Set.of(
          "QUARKUS_HTTP_HOST",
          "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
          "QUARKUS_INIT_AND_EXIT",
          "QUARKUS_FLYWAY_VALIDATE_AT_START",
          "QUARKUS_DATASOURCE_PASSWORD",
          "QUARKUS_MAILER_HOST",
          "QUARKUS_MAILER_PORT",
          "QUARKUS_MAILER_START_TLS",
          "QUARKUS_MAILER_USERNAME",
          "QUARKUS_MAILER_PASSWORD",
          "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
          "KAFKA_SECURITY_PROTOCOL",
          "KAFKA_SASL_MECHANISM",
          "KAFKA_SASL_JAAS_CONFIG",
          "KAFKA_SSL_TRUSTSTORE_TYPE",
          "KAFKA_SSL_TRUSTSTORE_LOCATION");

  /** Keys by a name of the operator's. */
  private static final String KEYS = "HEED_KEYS_[A-Z0-9]+_(SHA256|STOREFRONTS|ROLES)";

  @ParameterizedTest
  @FieldSource("values")
  void everySettingIsOneThatTheServiceAsksFor(String values) {
    var code = Code.all();
    for (var service : Chart.SERVICES) {
      var asked = code.get(service);
      assertThat(environment(Chart.with(values), service).keySet())
          .filteredOn(variable -> !OF_THE_FRAMEWORK.contains(variable) && !variable.matches(KEYS))
          .filteredOn(variable -> !sharedButUnused(variable))
          .isNotEmpty()
          .allSatisfy(
              variable ->
                  assertThat(asked.asksFor(variable)).as(service + " " + variable).isTrue());
    }
  }

  /** What all four are told though not all of them ask for it. */
  private static boolean sharedButUnused(String variable) {
    return variable.equals("HEED_REVIEWS_EPOCH");
  }

  @ParameterizedTest
  @FieldSource("values")
  void noSecretIsInAnyDocumentButThoseThatAreMadeByChance(String values) {
    var chart = Chart.with(values);
    for (var service : Chart.SERVICES) {
      environment(chart, service)
          .forEach(
              (variable, value) -> {
                if (variable.matches(
                    ".*(PASSWORD|JAAS|SECRET|PRIVACY|FORM_KEY|FORM_PREVIOUS|ADMIN_SHA256).*")) {
                  assertThat(value).as(variable).isEqualTo("<secret>");
                }
              });
    }
    var made = new TreeSet<String>();
    chart.of("Secret").forEach(secret -> made.add(Chart.name(secret)));
    assertThat(made)
        .allMatch(n -> n.matches(".*-(secrets|postgres-(alerting|metrics)|keda-kafka)"));
    assertThat(
            chart
                .of("Secret")
                .filter(s -> s.has("stringData"))
                .flatMap(s -> keys(s.get("stringData"))))
        .isSubsetOf("sasl", "tls", "username");
  }

  /** Those it refers to are its own, Strimzi's and CloudNativePG's by their rule, or given. */
  @ParameterizedTest
  @FieldSource("values")
  void everythingReferredToIsThere(String values) {
    var chart = Chart.with(values);
    var known = new TreeSet<String>();
    Stream.of("Secret", "KafkaUser").flatMap(chart::of).forEach(d -> known.add(Chart.name(d)));
    chart.of("Kafka").forEach(d -> known.add(Chart.name(d) + "-cluster-ca-cert"));
    chart.of("Cluster").forEach(d -> known.add(Chart.name(d) + "-ca"));
    var given = Chart.text("deploy/helm/src/test/resources/values/" + values + ".yaml");
    var secrets = new TreeSet<String>();
    chart.documents().forEach(d -> secretsOf(d, secrets));
    assertThat(secrets)
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(
                        known.contains(name)
                            || given.contains(name)
                            || given.contains(
                                name.replaceAll("-(\\w+-service|review-ingest|keda)$", "")))
                    .as(name)
                    .isTrue());
    var configs = chart.of("ConfigMap").map(Chart::name).toList();
    chart
        .of("Deployment")
        .forEach(
            d ->
                assertThat(configs)
                    .contains(
                        d.at("/spec/template/spec/containers/0/envFrom/0/configMapRef/name")
                            .asText()));
  }

  @Test
  void linksLeadWhereTheProxyAnswersOrWhereTheOperatorSays() {
    assertThat(environment(Chart.with("everything"), "alerting-service"))
        .containsEntry("HEED_TELLING_CONSOLE", "https://desk.example.com")
        .containsEntry("HEED_LINKS_DASHBOARD", "https://board.example.com")
        .containsEntry("HEED_INVITATIONS_FORM", "https://reviews.example.com")
        .containsEntry("HEED_LINKS_SOURCES", "https://reviews.example.com")
        .containsEntry("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
    for (var service : List.of("metrics-service", "review-ingest")) {
      assertThat(environment(Chart.with("everything"), service))
          .containsEntry("HEED_LINKS_CONSOLE", "https://desk.example.com");
    }
    assertThat(environment(Chart.with("external"), "alerting-service"))
        .containsEntry("HEED_TELLING_CONSOLE", "https://desk.shop.example")
        .containsEntry("HEED_LINKS_DASHBOARD", "https://board.shop.example")
        .containsEntry("HEED_INVITATIONS_FORM", "https://reviews.shop.example")
        .doesNotContainKey("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING");
    assertThat(environment(Chart.with("default"), "alerting-service"))
        .doesNotContainKeys(
            "HEED_TELLING_CONSOLE", "HEED_LINKS_DASHBOARD", "HEED_INVITATIONS_FORM");
  }

  private static void secretsOf(JsonNode node, Set<String> into) {
    for (var field : List.of("secretKeyRef", "passwordSecret", "accessKeyId", "secretAccessKey")) {
      if (node.has(field)) {
        into.add(node.get(field).get("name").asText());
      }
    }
    if (node.has("secretName") && !node.has("hosts")) {
      into.add(node.get("secretName").asText());
    }
    if (node.has("secretTargetRef")) {
      node.get("secretTargetRef").forEach(ref -> into.add(ref.get("name").asText()));
    }
    node.forEach(child -> secretsOf(child, into));
  }

  /** Of a service and its job; a value from a secret is {@code <secret>}. */
  private static Map<String, String> environment(Chart chart, String service) {
    var all = new TreeMap<String, String>();
    chart
        .of("ConfigMap", service)
        .get("data")
        .properties()
        .forEach(e -> all.put(e.getKey(), e.getValue().asText()));
    Stream.of(service, "migrate-" + service.replace("-service", ""))
        .flatMap(
            component ->
                Stream.concat(chart.of("Deployment"), chart.of("Job"))
                    .filter(
                        d ->
                            d.at("/metadata/labels/app.kubernetes.io~1component")
                                .asText()
                                .equals(component)))
        .flatMap(d -> Chart.elements(d.at("/spec/template/spec/containers/0/env")))
        .forEach(
            e ->
                all.put(
                    e.get("name").asText(), e.has("value") ? e.get("value").asText() : "<secret>"));
    return all;
  }

  private static Stream<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey);
  }
}
