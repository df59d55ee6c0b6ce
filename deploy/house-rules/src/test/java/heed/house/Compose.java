package heed.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml as it is read where no variable is set. */
final class Compose {
  static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z0-9_]+)(:-([^}]*))?}");
  private final JsonNode file;

  Compose() {
    // SnakeYAML itself, because it follows anchors and merge keys
    Object loaded = new Yaml().load(House.text("docker-compose.yml"));
    file = new ObjectMapper().valueToTree(loaded);
  }

  JsonNode top(String name) {
    return file.path(name);
  }

  JsonNode service(String name) {
    return file.path("services").path(name);
  }

  Map<String, JsonNode> services() {
    var services = new LinkedHashMap<String, JsonNode>();
    file.path("services").properties().forEach(e -> services.put(e.getKey(), e.getValue()));
    return services;
  }

  /** Name of the service, name of the variable and its value as written, for each there is. */
  void environment(BiConsumer<String, Map.Entry<String, String>> each) {
    services()
        .forEach(
            (name, service) ->
                service
                    .path("environment")
                    .properties()
                    .forEach(e -> each.accept(name, Map.entry(e.getKey(), text(e.getValue())))));
  }

  static List<String> list(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(Compose::text).toList()
        : new ArrayList<>(new TreeSet<>(fields(node)));
  }

  private static List<String> fields(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static boolean endsByItself(JsonNode service) {
    return service.path("restart").asText().equals("no");
  }

  /** With the defaults of its variables. */
  static String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            m -> m.group(3) == null ? "" : java.util.regex.Matcher.quoteReplacement(m.group(3)));
  }

  private static String text(JsonNode node) {
    return node.asText();
  }
}
