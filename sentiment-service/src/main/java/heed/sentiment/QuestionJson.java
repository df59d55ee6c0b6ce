package heed.sentiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import heed.door.Refusal;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a question from UTF-8, strictly, and says in a client's words what is wrong with it. */
@Singleton
class QuestionJson {
  private final ObjectReader reader;

  QuestionJson(ObjectMapper strict) {
    reader = strict.readerFor(Question.class);
  }

  /**
   * Reads one question.
   *
   * @throws Refusal 400 naming the field and the remedy
   */
  Question read(byte[] bytes, int from, int length) {
    try {
      @Nullable Question question = reader.readValue(decoded(bytes, from, length));
      if (question == null) {
        throw Refusal.badRequest("the body is null, must be one JSON object");
      }
      return question;
    } catch (JsonProcessingException e) {
      throw refusal(e);
    }
  }

  private static String decoded(byte[] bytes, int from, int length) {
    try {
      var json =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, length))
              .toString();
      var text = json.startsWith("\uFEFF") ? json.substring(1) : json;
      if (text.isBlank()) {
        throw Refusal.badRequest("the body is empty, must be one JSON object");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw Refusal.badRequest("the body is not valid UTF-8");
    }
  }

  private static Refusal refusal(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          Refusal.field(pointer(unknown), name(unknown) + " is not known here; leave it out");
      case StreamConstraintsException ignored ->
          Refusal.badRequest("the JSON is nested too deep, or a number or name in it is too long");
      case JsonMappingException guarded
          when guarded.getCause() instanceof IllegalArgumentException guard ->
          Refusal.field(pointer(guarded), String.valueOf(guard.getMessage()));
      case MismatchedInputException mismatched when mismatched.getPath().isEmpty() ->
          Refusal.badRequest("the body must be one JSON object, with nothing after it");
      case MismatchedInputException mismatched ->
          Refusal.field(pointer(mismatched), name(mismatched) + " has the wrong type");
      case JsonMappingException wrapping
          when wrapping.getCause() instanceof JacksonException cause ->
          refusal(cause);
      default -> broken(e);
    };
  }

  private static Refusal broken(JacksonException e) {
    return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
        ? Refusal.badRequest("a field is given twice")
        : Refusal.badRequest("the body is not valid JSON");
  }

  private static String name(JsonMappingException e) {
    return pointer(e).substring(1).replace('/', '.');
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? String.valueOf(r.getIndex()) : shown(r.getFieldName()))
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String shown(String name) {
    var cut = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?").replace("~", "~0").replace("/", "~1");
  }
}
