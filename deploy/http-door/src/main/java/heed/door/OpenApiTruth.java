package heed.door;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;

/**
 * Puts into the OpenAPI what the code already says once: who may ({@code x-roles}, from the
 * annotations that the door obeys), which refusals there are, and which fields may be null. So the
 * document cannot differ from the doors, and what walks it walks all of them.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class OpenApiTruth implements OASFilter {
  private static final String KEY = "key";
  private static final String SESSION = "session";
  private static final String PROBLEM = "Problem";
  private static final Map<String, String> WORDS =
      Map.of(
          "400", "what was asked cannot be read; the detail names the field and the remedy",
          "401", "no key, no session, or one that is not known",
          "403", "the roles or the storefronts of the caller do not allow it",
          "404", "there is none, or it is another's",
          "406", "it cannot be answered in a type that Accept names",
          "412", "it has changed since; read it again",
          "413", "the body is too large",
          "415", "the body is of a type that is not taken here",
          "429", "too much at once; Retry-After says when to try again",
          "503", "what is needed for an answer is away; Retry-After says when to try again");
  private static final String UNSEEN =
      "If-Match is missing: say which version was seen, as its ETag told it";

  private final OpenApiDoors doors;
  private final OpenApiSchemas schemas;

  public OpenApiTruth(IndexView index) {
    doors = new OpenApiDoors(index);
    schemas = new OpenApiSchemas(index);
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    if (api.getComponents().getSchemas() != null) {
      schemas.complete(api.getComponents());
    }
    addSchemes(api);
    if (api.getPaths() != null) {
      api.getPaths().getPathItems().forEach(this::complete);
    }
  }

  private static void addSchemes(OpenAPI api) {
    api.getComponents()
        .addSecurityScheme(
            KEY,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("a key"))
        .addSecurityScheme(
            SESSION,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name(Sessions.COOKIE)
                .description("a browser's session; writes must come from a page of this origin"))
        .addSchema(PROBLEM, problem());
  }

  private static Schema problem() {
    var text = List.of(Schema.SchemaType.STRING);
    var error =
        object()
            .addProperty("pointer", OASFactory.createSchema().type(text))
            .addProperty("detail", OASFactory.createSchema().type(text))
            .required(List.of("pointer", "detail"));
    return object()
        .description("a refusal, as RFC 9457 has it")
        .addProperty("type", OASFactory.createSchema().type(text))
        .addProperty("title", OASFactory.createSchema().type(text))
        .addProperty("status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
        .addProperty("detail", OASFactory.createSchema().type(text))
        .addProperty("instance", OASFactory.createSchema().type(text))
        .addProperty(
            "errors", OASFactory.createSchema().type(List.of(Schema.SchemaType.ARRAY)).items(error))
        .required(List.of("type", "title", "status", "detail", "instance"))
        // RFC 9457 lets a problem tell more, as that of a bulk that was broken off does.
        .additionalPropertiesBoolean(true);
  }

  private static Schema object() {
    return OASFactory.createSchema().type(List.of(Schema.SchemaType.OBJECT));
  }

  private void complete(String path, PathItem item) {
    item.getOperations().forEach((method, operation) -> complete(path, method.name(), operation));
  }

  private void complete(String path, String method, Operation operation) {
    var rule = doors.at(method, path);
    operation.addExtension("x-roles", new ArrayList<>(rule.roles()));
    operation.setSecurity(
        rule.open()
            ? List.of(
                OASFactory.createSecurityRequirement(),
                OASFactory.createSecurityRequirement().addScheme(KEY))
            : List.of(
                OASFactory.createSecurityRequirement().addScheme(KEY),
                OASFactory.createSecurityRequirement().addScheme(SESSION)));
    if (rule.silent()) {
      operation.getResponses().removeAPIResponse("200");
      operation.getResponses().removeAPIResponse("201");
      operation
          .getResponses()
          .addAPIResponse("204", OASFactory.createAPIResponse().description("done"));
    }
    refusals(path, operation, rule).forEach(status -> addRefusal(operation, status));
    // What a method says of its own accord is refused in the same words.
    operation.getResponses().getAPIResponses().keySet().stream()
        .filter(status -> status.startsWith("4") || status.startsWith("5"))
        .toList()
        .forEach(status -> addRefusal(operation, status));
  }

  private static List<String> refusals(String path, Operation operation, OpenApiDoors.Rule rule) {
    var statuses = new ArrayList<>(List.of("400", "401", "406", "429", "503"));
    if (!rule.roles().contains(OpenApiDoors.ANYBODY) || takesStorefront(operation)) {
      statuses.add("403");
    }
    if (path.contains("{")) {
      statuses.add("404");
    }
    if (operation.getRequestBody() != null) {
      statuses.addAll(List.of("413", "415"));
    }
    if (takes(operation, "If-Match")) {
      statuses.addAll(List.of("412", "428"));
    }
    return statuses;
  }

  private static boolean takesStorefront(Operation operation) {
    return takes(operation, "storefront");
  }

  private static boolean takes(Operation operation, String name) {
    List<Parameter> parameters = operation.getParameters();
    return parameters != null && parameters.stream().anyMatch(p -> name.equals(p.getName()));
  }

  private static void addRefusal(Operation operation, String status) {
    var responses = operation.getResponses();
    APIResponse known = responses.getAPIResponse(status);
    if (known != null && known.getContent() != null) {
      return;
    }
    responses.addAPIResponse(
        status,
        OASFactory.createAPIResponse()
            .description(
                known == null || known.getDescription() == null
                    ? WORDS.getOrDefault(status, UNSEEN)
                    : known.getDescription())
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                            .schema(
                                OASFactory.createSchema()
                                    .ref("#/components/schemas/" + PROBLEM)))));
  }
}
