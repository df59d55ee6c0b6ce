package heed.testing.doors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI that a running service tells of itself. */
public final class Contract {
  /** Any holder of a key or a session. */
  static final String ANYBODY = "*";

  static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> VERBS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private final URI root;
  private final String text;
  private final JsonNode document;
  private final List<Door> doors = new ArrayList<>();

  /**
   * One operation.
   *
   * @param open also to who says nothing of himself
   * @param roles one of them is needed; {@code *} is any holder
   * @param bodies schemas by media type; empty if it takes none
   */
  public record Door(
      String method,
      String path,
      boolean open,
      Set<String> roles,
      List<Parameter> parameters,
      Map<String, JsonNode> bodies) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    boolean writes() {
      return !method.equals("GET") && !method.equals("HEAD");
    }

    List<Parameter> of(String in) {
      return parameters.stream().filter(p -> p.in().equals(in)).toList();
    }

    /** True if this parameter is taken, in whatever place. */
    public boolean takes(String name) {
      return parameters.stream().anyMatch(p -> p.name().equals(name));
    }
  }

  /**
   * @param in path, query or header
   */
  record Parameter(String name, String in, JsonNode schema) {}

  private Contract(URI root, String text) throws IOException {
    this.root = root;
    this.text = text;
    document = JSON.readTree(text);
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        operation -> {
                          if (VERBS.contains(operation.getKey())) {
                            doors.add(
                                door(
                                    path.getKey(),
                                    path.getValue(),
                                    operation.getKey(),
                                    operation.getValue()));
                          }
                        }));
  }

  /** Asks the service at this address. */
  public static Contract of(URI root) {
    try (var client = HttpClient.newHttpClient()) {
      var uri = root.resolve("/q/openapi?format=json");
      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError("/q/openapi answered " + answer.statusCode());
      }
      return new Contract(root, answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public URI root() {
    return root;
  }

  /** Every operation, in the document's order. */
  public List<Door> doors() {
    return List.copyOf(doors);
  }

  String text() {
    return text;
  }

  /** A schema with its reference followed. */
  JsonNode resolved(JsonNode schema) {
    var ref = schema.path("$ref").asText("");
    return ref.startsWith("#/") ? resolved(document.at(ref.substring(1))) : schema;
  }

  private Door door(String path, JsonNode item, String verb, JsonNode operation) {
    var parameters = new ArrayList<Parameter>();
    for (var list : List.of(item.path("parameters"), operation.path("parameters"))) {
      list.forEach(
          p ->
              parameters.add(
                  new Parameter(
                      p.path("name").asText(), p.path("in").asText(), resolved(p.path("schema")))));
    }
    var roles = new TreeSet<String>();
    operation.path("x-roles").forEach(role -> roles.add(role.asText()));
    var bodies = new LinkedHashMap<String, JsonNode>();
    operation
        .path("requestBody")
        .path("content")
        .fields()
        .forEachRemaining(type -> bodies.put(type.getKey(), type.getValue().path("schema")));
    return new Door(
        verb.toUpperCase(Locale.ROOT), path, open(operation), roles, parameters, bodies);
  }

  private static boolean open(JsonNode operation) {
    for (var requirement : operation.path("security")) {
      if (requirement.isEmpty()) {
        return true;
      }
    }
    return operation.path("security") instanceof MissingNode;
  }
}
