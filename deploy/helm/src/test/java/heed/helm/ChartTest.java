package heed.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  static final java.util.List<String> values = java.util.List.of(Chart.VALUES);
  private static final JsonNode SCHEMA =
      Chart.yaml(Chart.text("deploy/helm/heed/values.schema.json"));

  /** A job's pod cannot be changed: an upgrade that tries is refused by the cluster. */
  @Test
  void aMigrationOfAnotherPodIsAnotherJob() {
    assertThat(jobs("image.pullPolicy", "Always"))
        .hasSize(2)
        .isEqualTo(jobs("image.pullPolicy", "Always"))
        .doesNotContainAnyElementsOf(jobs("image.pullPolicy", "Never"));
    assertThat(jobs("priorityClassName", "heed"))
        .doesNotContainAnyElementsOf(jobs("priorityClassName", ""));
    assertThat(jobs("ingest.replicas", 3)).isEqualTo(jobs("ingest.replicas", 4));
  }

  private static Set<String> jobs(String path, Object value) {
    return Pattern.compile("name: (shop-heed-migrate-[a-z]+-[0-9a-f]{8})")
        .matcher(Chart.templateWith(path, value))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void helmFindsNothingToSayAboutIt() {
    var result = Chart.helm().lint().strict().call();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @FieldSource("values")
  void everyDocumentIsOneThatItsModelKnowsToTheLastField(String values) {
    assertThat(Chart.with(values).documents()).hasSizeGreaterThan(10).allSatisfy(Models::read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Deployment:/spec/template/spec/containers/0/livenessProb",
        "Deployment:/spec/strategy/rollingUpdate/maxUnavailabel",
        "NetworkPolicy:/spec/policyType",
        "Kafka:/spec/kafka/listener",
        "Kafka:/spec/kafka/listeners/0/tsl",
        "KafkaTopic:/spec/partition",
        "KafkaUser:/spec/authorization/acls/0/operationes",
        "ScaledObject:/spec/triggers/0/metadata/offsetReset",
        "Cluster:/spec/instance"
      })
  void aFieldThatAModelDoesNotKnowIsRefused(String misspelt) {
    var kind = misspelt.substring(0, misspelt.indexOf(':'));
    var path = misspelt.substring(misspelt.indexOf(':') + 1);
    var document = Chart.with("everything").of(kind).findFirst().orElseThrow().deepCopy();
    var parent = (ObjectNode) document.at(path.substring(0, path.lastIndexOf('/')));
    parent.put(path.substring(path.lastIndexOf('/') + 1), "x");
    assertThatThrownBy(() -> Models.read(document)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @FieldSource("values")
  void nothingIsMadeTwice(String values) {
    assertThat(Chart.with(values).documents())
        .extracting(d -> d.get("kind").asText() + " " + Chart.name(d))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.partition,48,partition",
    "partitions,48,partitions",
    "ingest.autoscaling.maximum,3,maximum",
    "postgres.cnpg.backup.enable,true,enable",
    "ingest.resources.requests.cpus,1,cpus",
    "kafka.partitions,many,/kafka/partitions",
    "alerting.autoscaling.min,0,/alerting/autoscaling/min",
    "keys.admin.sha256,x,keys",
    "sentiment.autoscaling.max,49,greater than kafka.partitions",
    "postgres.cnpg.enabled,false,postgres.host",
    "kafka.create,false,kafka.bootstrapServers"
  })
  void aValueThatIsMisspeltOrCannotBeIsRefusedByName(String path, String value, String named) {
    assertThatThrownBy(() -> Chart.templateWith(path, value)).hasMessageContaining(named);
  }

  @Test
  void theSchemaIsClosedEverywhere() {
    var open = new TreeSet<String>();
    closed("", SCHEMA, open);
    assertThat(open).isEmpty();
  }

  private static void closed(String path, JsonNode node, Set<String> open) {
    if ("object".equals(node.path("type").asText())) {
      var rest = node.path("additionalProperties");
      if (!rest.isObject() && !(rest.isBoolean() && !rest.asBoolean())) {
        open.add(path);
      }
    }
    node.properties().forEach(e -> closed(path + "/" + e.getKey(), e.getValue(), open));
  }

  @Test
  void theSchemaAndTheValuesHaveTheSameFields() {
    var values = Chart.yaml(Chart.text("deploy/helm/heed/values.yaml"));
    var described = new TreeSet<String>();
    described("", SCHEMA, described);
    described.remove("global");
    var given = new TreeSet<String>();
    for (var path : described) {
      if (!values.at("/" + path.replace('.', '/')).isMissingNode()) {
        given.add(path);
      }
    }
    // what a map or a list may hold is not given
    described.removeIf(path -> path.matches(".*\\.(requests|limits)(\\..*)?"));
    given.removeIf(path -> path.matches(".*\\.(requests|limits)(\\..*)?"));
    assertThat(given).isEqualTo(described);
  }

  private static void described(String path, JsonNode schema, Set<String> into) {
    var ref = schema.path("$ref").asText();
    var here = ref.isEmpty() ? schema : SCHEMA.at(ref.substring(1));
    for (var field : here.path("properties").properties()) {
      var name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      into.add(name);
      described(name, field.getValue(), into);
    }
  }

  @Test
  void secretsAreMadeByChanceAndOnce() {
    var first = secrets(Chart.templateWith("defaultStorefront", "a"));
    var elsewhere = secrets(Chart.templateWith("defaultStorefront", "a"));
    assertThat(first).hasSize(8);
    assertThat(elsewhere.keySet()).isEqualTo(first.keySet());
    first.forEach((key, value) -> assertThat(elsewhere).doesNotContainEntry(key, value));
    try {
      first.forEach(
          (key, value) -> StandInCluster.put(key.split(" ", -1)[0], key.split(" ", -1)[1], value));
      assertThat(secrets(Chart.templateWith("defaultStorefront", "b"))).isEqualTo(first);
    } finally {
      StandInCluster.clear();
    }
  }

  private static Map<String, String> secrets(String text) {
    var found = new java.util.TreeMap<String, String>();
    for (Object document : new org.yaml.snakeyaml.Yaml().loadAll(text)) {
      JsonNode node = new ObjectMapper().valueToTree(document);
      if (node.path("kind").asText().equals("Secret")) {
        node.path("data")
            .properties()
            .forEach(e -> found.put(Chart.name(node) + " " + e.getKey(), e.getValue().asText()));
      }
    }
    found.keySet().removeIf(key -> key.endsWith(" username"));
    return found;
  }
}
