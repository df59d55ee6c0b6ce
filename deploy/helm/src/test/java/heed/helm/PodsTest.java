package heed.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PodsTest {
  static final List<String> services = Chart.SERVICES;
  static final List<String> values = List.of(Chart.VALUES);

  @ParameterizedTest
  @FieldSource("services")
  void probesAskOnAPortThatThePodHasAndEachForItsOwn(String service) {
    var container = container(Chart.with("default").of("Deployment", service));
    var ports = new TreeMap<String, Integer>();
    container
        .get("ports")
        .forEach(p -> ports.put(p.get("name").asText(), p.get("containerPort").asInt()));
    var environment = Chart.with("default").of("ConfigMap", service).get("data");
    assertThat(ports.get("http")).isEqualTo(environment.get("QUARKUS_HTTP_PORT").asInt());
    assertThat(ports.get("management"))
        .isEqualTo(environment.get("HEED_HTTP_MANAGEMENT_PORT").asInt());
    assertThat(asked(container, "startupProbe", ports)).isEqualTo("/q/health/started");
    assertThat(asked(container, "livenessProbe", ports)).isEqualTo("/q/health/live");
    assertThat(asked(container, "readinessProbe", ports)).isEqualTo("/q/health/ready");
    var startup = container.get("startupProbe");
    assertThat(startup.get("failureThreshold").asInt() * startup.get("periodSeconds").asInt())
        .as("seconds to begin")
        .isGreaterThanOrEqualTo(300);
    var service1 = Chart.with("default").of("Service", service);
    assertThat(Chart.elements(service1.at("/spec/ports")).map(p -> p.get("targetPort").asText()))
        .allMatch(ports::containsKey);
  }

  private static String asked(JsonNode container, String probe, TreeMap<String, Integer> ports) {
    var get = container.at("/" + probe + "/httpGet");
    assertThat(ports).containsKey(get.get("port").asText());
    return get.get("path").asText();
  }

  @ParameterizedTest
  @FieldSource("services")
  void aRollingUpdateLosesNoRequest(String service) {
    var deployment = Chart.with("default").of("Deployment", service);
    var update = deployment.at("/spec/strategy/rollingUpdate");
    assertThat(update.get("maxUnavailable").asInt(-1)).isZero();
    assertThat(update.get("maxSurge").asInt()).isPositive();
    var leaving = container(deployment).at("/lifecycle/preStop/sleep/seconds").asInt();
    var finishing =
        Duration.parse("PT" + new Code(service).setting("quarkus.shutdown.timeout").toUpperCase());
    var grace = deployment.at("/spec/template/spec/terminationGracePeriodSeconds").asLong();
    assertThat(leaving).isGreaterThanOrEqualTo(5);
    assertThat(grace).isGreaterThanOrEqualTo(leaving + finishing.toSeconds() + 15);
  }

  @ParameterizedTest
  @FieldSource("values")
  void noPodIsRootOrWritesWhereItShouldNot(String values) {
    assertThat(Chart.with(values).pods())
        .hasSize(6)
        .allSatisfy(
            pod -> {
              var spec = pod.get("spec");
              assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(spec.at("/securityContext/seccompProfile/type").asText())
                  .isEqualTo("RuntimeDefault");
              assertThat(spec.get("automountServiceAccountToken").asBoolean()).isFalse();
              var security = spec.at("/containers/0/securityContext");
              assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(security.get("allowPrivilegeEscalation").asBoolean()).isFalse();
              assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
              assertThat(spec.at("/containers/0/resources/limits/memory").isTextual()).isTrue();
              assertThat(spec.at("/containers/0/resources/requests/cpu").isTextual()).isTrue();
            });
  }

  @ParameterizedTest
  @FieldSource("values")
  void everyImageIsPinned(String values) {
    var images = new HashSet<String>();
    Chart.with(values).pods().forEach(p -> images.add(p.at("/spec/containers/0/image").asText()));
    Chart.with(values).of("Cluster").forEach(c -> images.add(c.at("/spec/imageName").asText()));
    assertThat(images).hasSizeGreaterThanOrEqualTo(4).allMatch(i -> i.matches(".+:v?[0-9].*"));
    assertThat(Chart.with("cnpg").of("Cluster").map(c -> c.at("/spec/imageName").asText()))
        .as("the server that tests use")
        .allMatch(
            i -> Chart.text("docker-compose.yml").contains("postgres:" + i.replaceAll(".*:", "")));
  }

  @Test
  void onlyAJobMigratesAndItDoesNothingElse() {
    var chart = Chart.with("default");
    for (var service : List.of("alerting-service", "metrics-service")) {
      var data = chart.of("ConfigMap", service).get("data");
      assertThat(data.get("QUARKUS_FLYWAY_MIGRATE_AT_START").asText()).isEqualTo("false");
      assertThat(data.get("QUARKUS_FLYWAY_VALIDATE_AT_START").asText()).isEqualTo("true");
      var job = chart.of("Job", "migrate-" + service.replace("-service", ""));
      assertThat(value(job, "QUARKUS_INIT_AND_EXIT")).isEqualTo("true");
      assertThat(value(job, "QUARKUS_FLYWAY_MIGRATE_AT_START")).isEqualTo("true");
      assertThat(value(job, "QUARKUS_DATASOURCE_JDBC_URL"))
          .isEqualTo(data.get("QUARKUS_DATASOURCE_JDBC_URL").asText());
      assertThat(container(job).get("image"))
          .isEqualTo(container(chart.of("Deployment", service)).get("image"));
    }
  }

  private static String value(JsonNode workload, String variable) {
    return Chart.elements(container(workload).get("env"))
        .filter(e -> e.get("name").asText().equals(variable))
        .findFirst()
        .orElseThrow()
        .get("value")
        .asText();
  }

  @ParameterizedTest
  @FieldSource("values")
  void everySelectorFindsPods(String values) {
    var chart = Chart.with(values);
    var pods = chart.pods().map(p -> p.at("/metadata/labels")).toList();
    Stream.concat(
            chart.of("Service").map(d -> d.at("/spec/selector")),
            Stream.concat(
                Stream.concat(chart.of("PodDisruptionBudget"), chart.of("Deployment"))
                    .map(d -> d.at("/spec/selector/matchLabels")),
                chart.of("NetworkPolicy").map(d -> d.at("/spec/podSelector/matchLabels"))))
        .forEach(selector -> assertThat(pods).anyMatch(labels -> selects(selector, labels)));
    assertThat(chart.of("Deployment"))
        .allSatisfy(
            d -> {
              var spreads = d.at("/spec/template/spec/topologySpreadConstraints");
              assertThat(spreads).hasSize(2);
              assertThat(spreads)
                  .allMatch(
                      s ->
                          selects(
                              s.at("/labelSelector/matchLabels"),
                              d.at("/spec/template/metadata/labels")));
            });
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return !selector.isEmpty()
        && selector.properties().stream()
            .allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
  }

  @Test
  void whatIsNotSaidIsDenied() {
    var chart = Chart.with("default");
    var deny =
        chart
            .of("NetworkPolicy")
            .filter(p -> Chart.name(p).endsWith("-deny"))
            .findFirst()
            .orElseThrow();
    assertThat(deny.at("/spec/policyTypes")).hasSize(2);
    assertThat(deny.at("/spec/ingress").isMissingNode()).isTrue();
    assertThat(deny.at("/spec/egress").isMissingNode()).isTrue();
    assertThat(chart.pods())
        .allMatch(p -> selects(deny.at("/spec/podSelector/matchLabels"), p.at("/metadata/labels")));
    var all = new TreeSet<String>();
    chart
        .of("NetworkPolicy")
        .filter(p -> p.at("/spec/egress").toString().contains("0.0.0.0/0"))
        .forEach(p -> all.add(p.at("/metadata/labels/app.kubernetes.io~1component").asText()));
    assertThat(all).as("who may leave the cluster").isEqualTo(Set.of("alerting-service"));
  }

  @Test
  void policiesLetOutToThePortsThatTheSettingsName() {
    var ports = new TreeSet<Integer>();
    Chart.with("everything")
        .of("NetworkPolicy", "alerting-service")
        .at("/spec/egress")
        .forEach(rule -> rule.at("/ports").forEach(p -> ports.add(p.get("port").asInt())));
    assertThat(ports)
        .as("broker, database, issuer, traces by https, endpoints and mail")
        .isEqualTo(Set.of(9093, 5432, 8443, 443, 587, 2525));
  }

  private static JsonNode container(JsonNode workload) {
    var containers = workload.at("/spec/template/spec/containers");
    assertThat(containers).hasSize(1);
    return containers.get(0);
  }
}
