package heed.testing.doors;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Holds answers against the OpenAPI. */
final class Fits {
  private final OpenApiInteractionValidator validator;

  Fits(Contract contract) {
    validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(readable(contract)).build();
  }

  /** The validator knows null beside a type only; beside a reference it is said in its way. */
  private static String readable(Contract contract) {
    try {
      var document = Contract.JSON.readTree(contract.text());
      spellOutNulls(document);
      return Contract.JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it was JSON a moment ago", e);
    }
  }

  private static void spellOutNulls(JsonNode node) {
    node.forEach(Fits::spellOutNulls);
    if (node instanceof ObjectNode schema
        && schema.path("nullable").asBoolean()
        && schema.has("allOf")
        && !schema.has("type")) {
      var something = schema.objectNode().set("allOf", schema.remove("allOf"));
      schema.remove("nullable");
      var nothing = schema.objectNode().put("type", "string").put("nullable", true);
      schema.putArray("anyOf").add(something).add(nothing.put("maxLength", 0));
    }
  }

  /** What of an answer the document does not allow; empty if it fits. */
  List<String> faults(Contract.Door door, Ask.Answer answer) {
    if (answer.type().startsWith("text/event-stream") && answer.status() == 200) {
      return List.of(); // it never ends; its events have schemas and tests of their own
    }
    if (answer.type().startsWith("application/x-ndjson") && answer.body().length == 0) {
      return List.of(); // no lines are no body
    }
    var response = SimpleResponse.Builder.status(answer.status());
    answer.response().headers().map().forEach((name, values) -> response.withHeader(name, values));
    if (answer.body().length > 0) {
      response.withBody(answer.body());
    }
    var report =
        validator.validateResponse(
            door.path().replaceAll("\\{[^}]+}", "x"),
            Request.Method.valueOf(door.method()),
            response.build());
    return report.getMessages().stream()
        .filter(m -> m.getLevel() == ValidationReport.Level.ERROR)
        .map(m -> m.getKey() + ": " + m.getMessage() + more(m))
        .toList();
  }

  private static String more(ValidationReport.Message message) {
    return message.getAdditionalInfo().isEmpty()
        ? ""
        : message.getAdditionalInfo().stream()
            .limit(3)
            .collect(Collectors.joining("; ", " [", "]"));
  }
}
