package heed.alerting.crm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import heed.alerting.crm.Mapping.Part;
import heed.events.EventType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a mapping, and tells all that is wrong with it. */
final class MappingReader {
  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");
  private static final Set<Integer> GONE = Set.of(404, 410);
  private static final int LONGEST_PATH = 1000;
  private static final int MOST = 50;

  static final Set<String> TYPES =
      Stream.concat(
              Arrays.stream(EventType.values())
                  .map(EventType::shortName)
                  .filter(name -> name.matches("(case|sla|segment)[.].*")),
              Stream.of(Mapping.ERASED))
          .collect(Collectors.toCollection(TreeSet::new));

  private final Map<String, Map<String, JsonNode>> tables = new LinkedHashMap<>();

  Mapping read(String text) {
    var root = Node.root(MappingText.tree(text));
    if (root.object("tables", "requests", "test", "token")) {
      readTables(root.at("tables"));
    }
    var parts = new ArrayList<Part>();
    var requests = root.at("requests");
    if (!requests.json().isArray() || requests.json().isEmpty() || requests.json().size() > MOST) {
      requests.fault(
          "requests must be a list of 1 to "
              + MOST
              + " requests, each with on, method, path and body");
    } else {
      requests.items().forEach(item -> add(parts, item));
    }
    var test = root.has("test") ? test(root.at("test")) : null;
    var token = root.has("token") ? token(root.at("token")) : null;
    root.end();
    return new Mapping(parts, test, token);
  }

  private static String token(Node node) {
    var name = node.json().asText();
    if (!node.json().isTextual() || !name.matches("[a-z][a-z0-9]{0,31}")) {
      node.fault(
          "token must be the name of an access token of the configuration, small letters and digits");
    }
    return name;
  }

  private void readTables(Node node) {
    if (node.missing() || !node.object()) {
      return;
    }
    for (var entry : node.json().properties()) {
      var table = node.at(entry.getKey());
      var values = new LinkedHashMap<String, JsonNode>();
      if (table.object()) {
        for (var row : table.json().properties()) {
          if (row.getValue().isContainerNode()) {
            table
                .at(row.getKey())
                .fault("a table gives each value a text, a number, true, false or null");
          }
          values.put(row.getKey(), row.getValue());
        }
      }
      tables.put(entry.getKey(), values);
    }
  }

  private void add(List<Part> parts, Node node) {
    if (!node.object("on", "method", "path", "body", "answer")) {
      return;
    }
    var on = on(node.at("on"), parts);
    var method = method(node.at("method"), METHODS);
    var path = path(node.at("path"), on);
    var body = body(node.at("body"), method, on);
    parts.add(new Part(on, method, path, body, verdict(node.at("answer"))));
  }

  private static Part test(Node node) {
    node.object("method", "path", "answer");
    return new Part(
        Set.of(),
        method(node.at("method"), List.of("GET", "HEAD")),
        path(node.at("path"), Set.of()),
        null,
        verdict(node.at("answer")));
  }

  private static Set<String> on(Node node, List<Part> before) {
    var on = new TreeSet<String>();
    if (!node.json().isArray() || node.json().isEmpty()) {
      node.fault("on must be a list of " + String.join(", ", TYPES));
      return on;
    }
    var taken = new HashSet<String>();
    before.forEach(part -> taken.addAll(part.on()));
    for (var item : node.items()) {
      var type = item.json().asText();
      if (!item.json().isTextual() || !TYPES.contains(type)) {
        item.fault("on must be of " + String.join(", ", TYPES));
      } else if (taken.contains(type) || !on.add(type)) {
        item.fault(type + " has a request already; one event is told by one request");
      }
    }
    return on;
  }

  private static String method(Node node, List<String> methods) {
    var method = node.json().asText();
    if (!methods.contains(method)) {
      node.fault("method must be one of " + String.join(", ", methods));
    }
    return method;
  }

  private static PathTemplate path(Node node, Set<String> on) {
    var text = node.json().asText();
    var plain = PathTemplate.PLACE.matcher(text).replaceAll("x");
    if (!node.json().isTextual() || text.length() > LONGEST_PATH || !leadsBelow(plain)) {
      node.fault(
          "path must begin with a slash and be written as in an address, such as"
              + " /contacts/{customer.id}; facts are put in by their names in braces");
      return new PathTemplate("/");
    }
    var places = PathTemplate.PLACE.matcher(text);
    while (places.find()) {
      var fact = FactName.find(places.group(1), on);
      if (fact == null || on.isEmpty()) {
        node.fault(noFact(places.group(1), on));
      } else if (fact.optional() || fact.list()) {
        node.fault(fact.written() + " may be missing or several, and cannot stand in a path");
      }
    }
    return new PathTemplate(text);
  }

  private static boolean leadsBelow(String path) {
    try {
      var uri = new URI("https://crm.example" + path);
      return path.startsWith("/")
          && path.chars().allMatch(c -> c > 0x20 && c < 0x7f)
          && uri.getRawFragment() == null
          && Arrays.stream(uri.getRawPath().split("/"))
              .noneMatch(step -> step.replaceAll("(?i)%2e", ".").matches("[.]{1,2}"));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private @Nullable Template body(Node node, String method, Set<String> on) {
    if (node.missing()) {
      if (!method.equals("DELETE")) {
        node.fault("body is missing; it is the JSON to send, with facts in their places");
      }
      return null;
    }
    if (!node.json().isContainerNode()) {
      node.fault("body must be an object or a list; it is sent as JSON");
      return null;
    }
    return new TemplateReader(tables, on).read(node);
  }

  private static Verdict verdict(Node node) {
    var statuses = new TreeSet<Integer>();
    if (node.missing() || !node.object("status", "at", "is")) {
      return new Verdict(statuses, null, BooleanNode.TRUE);
    }
    for (var item : node.at("status").items()) {
      var status = item.json().asInt();
      if (!item.json().isInt() || ((status < 200 || status > 299) && !GONE.contains(status))) {
        item.fault("status must be 200 to 299, or 404 or 410 for what may be gone already");
      }
      statuses.add(status);
    }
    return new Verdict(statuses, pointer(node.at("at")), is(node));
  }

  private static JsonNode is(Node node) {
    var is = node.at("is");
    if (node.has("is") && (!node.has("at") || is.json().isContainerNode())) {
      is.fault("is must be a text, a number, true or false, and what it is compared with is at");
    }
    return node.has("is") ? is.json() : BooleanNode.TRUE;
  }

  private static @Nullable JsonPointer pointer(Node node) {
    try {
      return node.missing() ? null : JsonPointer.compile(node.json().asText("none"));
    } catch (IllegalArgumentException e) {
      node.fault("at must be a JSON pointer, such as /0/success");
      return null;
    }
  }

  static String noFact(String name, Set<String> on) {
    var shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?")
        + " is no fact here; there are "
        + (on.isEmpty() ? "none" : FactName.listed(on));
  }
}
