package heed.helm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What Helm makes of the chart with one set of values, each set rendered once. */
final class Chart {
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  static final Path FOLDER = ROOT.resolve("deploy/helm/heed");
  static final List<String> SERVICES =
      List.of("review-ingest", "sentiment-service", "alerting-service", "metrics-service");

  /** Files in the resources' folder {@code values}, without their ending. */
  static final String[] VALUES = {"default", "external", "cnpg", "no-keda", "everything", "bare"};

  private static final Path SETS = Path.of("src/test/resources/values").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Chart> RENDERED = new ConcurrentHashMap<>();

  private final List<JsonNode> documents;

  private Chart(List<JsonNode> documents) {
    this.documents = documents;
  }

  static Chart with(String values) {
    return RENDERED.computeIfAbsent(
        values, name -> new Chart(documents(template(SETS.resolve(name + ".yaml")))));
  }

  static Stream<Chart> all() {
    return Stream.of(VALUES).map(Chart::with);
  }

  static Helm helm() {
    var os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(os.equals("Linux amd64"), "Helm's library is for Linux on amd64, this is " + os);
    StandInCluster.start();
    return new Helm(FOLDER);
  }

  static String template(Path values) {
    return template().withValuesFile(values).call();
  }

  /**
   * Renders with one value set.
   *
   * @throws RuntimeException if Helm refuses it, saying why
   */
  static String templateWith(String path, Object value) {
    return template().set(path, value).call();
  }

  private static TemplateCommand template() {
    return helm().template().withName("shop").withKubeVersion("1.33.0");
  }

  private static List<JsonNode> documents(String text) {
    var found = new ArrayList<JsonNode>();
    for (Object document : new Yaml().loadAll(text)) {
      if (document != null) {
        found.add(JSON.valueToTree(document));
      }
    }
    return found;
  }

  List<JsonNode> documents() {
    return documents;
  }

  Stream<JsonNode> of(String kind) {
    return documents.stream().filter(d -> d.get("kind").asText().equals(kind));
  }

  /** The one of this kind that belongs to a service. */
  JsonNode of(String kind, String component) {
    return of(kind)
        .filter(
            d -> d.at("/metadata/labels/app.kubernetes.io~1component").asText().equals(component))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " of " + component));
  }

  /** All pods that it would make: those of the deployments and those of the jobs. */
  Stream<JsonNode> pods() {
    return Stream.concat(of("Deployment"), of("Job")).map(d -> d.at("/spec/template"));
  }

  static String name(JsonNode document) {
    return document.at("/metadata/name").asText();
  }

  /** A file of the repository. */
  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode yaml(String text) {
    return JSON.valueToTree(new Yaml().load(text));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    var list = new ArrayList<JsonNode>();
    array.forEach(list::add);
    return list.stream();
  }
}
