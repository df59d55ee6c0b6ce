package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON: times in RFC 3339 cut to milliseconds; a reader ignores fields it does not know.
 */
public final class EventJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new InMilliseconds())
                  .addDeserializer(Instant.class, new InAnyForm()))
          .addMixIn(Product.class, WithoutNulls.class)
          .addMixIn(Order.class, WithoutNulls.class)
          .addMixIn(Survey.class, WithoutNulls.class)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The event as UTF-8 JSON. */
  public static byte[] write(Object event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an event.
   *
   * @throws MalformedRecord if the value is absent, no JSON object, or misses what the type
   *     requires; the message names the field and quotes nothing of the value
   */
  public static <T> T read(byte @Nullable [] value, Class<T> type) {
    if (value == null) {
      throw new MalformedRecord("the value is null");
    }
    try {
      @Nullable T event = MAPPER.readValue(value, type);
      if (event == null) {
        throw new MalformedRecord("the value is the JSON null");
      }
      return event;
    } catch (JsonMappingException e) {
      throw new MalformedRecord(reason(e));
    } catch (IOException e) {
      throw new MalformedRecord("the value is not JSON");
    }
  }

  /**
   * Reads a case event; the type tells which facts it has.
   *
   * @throws MalformedRecord as {@link #read}
   */
  public static CaseChanged readCase(EventType type, byte @Nullable [] value) {
    var head = read(value, CaseHead.class);
    try {
      return head.with(read(value, CaseHead.factOf(type)));
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord(String.valueOf(e.getMessage()));
    }
  }

  private static String reason(JsonMappingException e) {
    var field =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."));
    if (e.getCause() instanceof IllegalArgumentException guard && guard.getMessage() != null) {
      return guard.getMessage();
    }
    return field.isEmpty()
        ? "the value is not the JSON object it must be"
        : field + " has the wrong type";
  }

  /** What was not given is not there: the schemas of the events know no null in it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private interface WithoutNulls {}

  private static final class InMilliseconds extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(Times.write(value.truncatedTo(ChronoUnit.MILLIS)));
    }
  }

  private static final class InAnyForm extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      var time = json.hasToken(JsonToken.VALUE_STRING) ? Times.read(json.getText()) : null;
      return time == null ? InstantDeserializer.INSTANT.deserialize(json, context) : time;
    }
  }

  private EventJson() {}
}
