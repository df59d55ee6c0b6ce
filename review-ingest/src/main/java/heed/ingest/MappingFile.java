package heed.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import heed.events.Channel;
import heed.events.Rating;
import heed.events.Source.AnswerAt;
import heed.ingest.SourceMapping.Answer;
import heed.ingest.SourceMapping.Standing;
import heed.ingest.SourceMapping.Stars;
import heed.ingest.SourceMapping.Status;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mapping from its YAML, strictly: what is not understood would be a review that is lost or
 * a rating that is wrong, and is better told before the first one comes.
 */
final class MappingFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private static final String KEYS =
      "name, channel, items, id, status, storefront, fields, answer, askForUpdate, signature";

  /** What the mapping itself says elsewhere. */
  private static final Set<Field> ELSEWHERE =
      Set.of(
          Field.EXTERNAL_ID,
          Field.STOREFRONT,
          Field.CHANNEL,
          Field.RATING_SCALE,
          Field.RATING_VALUE);

  private static final String FIELDS =
      "rating, "
          + EnumSet.range(Field.EXTERNAL_ID, Field.SUBMITTED_AT).stream()
              .filter(f -> !ELSEWHERE.contains(f))
              .map(Field::dotted)
              .collect(Collectors.joining(", "));

  /**
   * @param source the file's name without its ending
   * @throws BadMapping naming file, place and remedy
   */
  static SourceMapping read(String source, String file, String yaml) {
    var mapping = new Section(file, "", tree(file, yaml));
    var read =
        new SourceMapping(
            source,
            file,
            mapping.text("name"),
            mapping.oneOf("channel", Channel.class, Channel.IMPORT),
            items(mapping),
            id(mapping),
            mapping.has("status") ? status(mapping.section("status")) : Status.ALWAYS,
            mapping.has("storefront") ? Reading.of(mapping, "storefront") : null,
            fields(mapping.section("fields")),
            times(mapping.section("fields")),
            rating(mapping.section("fields")),
            answer(mapping),
            mapping.flagOrNull("askForUpdate"),
            Signing.of(mapping));
    mapping.end(KEYS);
    return read;
  }

  private static JsonNode tree(String file, String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new BadMapping(
          "mapping %s%s is no YAML: %s"
              .formatted(
                  file,
                  at == null ? "" : ", line " + at.getLineNr(),
                  PlainText.oneLine(String.valueOf(e.getOriginalMessage()))));
    }
  }

  private static List<JsonPointer> items(Section mapping) {
    var items = Reading.pointers(mapping, "items");
    return items.isEmpty() ? List.of(JsonPointer.empty()) : items;
  }

  private static Reading id(Section mapping) {
    if (!mapping.has("id")) {
      throw mapping.fault("id", "is missing; say where the source's own id of a review is");
    }
    var id = Reading.of(mapping, "id");
    if (id.otherwise() != null) {
      throw mapping.fault(
          "id", "has a default, so that all its reviews would be one; leave it out");
    }
    return id;
  }

  private static Status status(Section section) {
    var reading = Reading.in(section, "table");
    var words = new HashMap<String, Standing>();
    for (var standing : Standing.values()) {
      var key = standing.name().toLowerCase(java.util.Locale.ROOT);
      for (var word : section.texts(key)) {
        if (words.put(word, standing) != null) {
          throw section.fault(key, "says %s, which is said above".formatted(Section.shown(word)));
        }
      }
    }
    var otherwise =
        section.has("otherwise")
            ? section.oneOf("otherwise", Standing.class, Standing.IGNORED)
            : null;
    if (words.isEmpty() && otherwise == null) {
      throw section.fault("names no word; list those that mean published, deleted and ignored");
    }
    section.end(Reading.KEYS + ", published, deleted, ignored, otherwise");
    return new Status(reading, Map.copyOf(words), otherwise);
  }

  private static Map<Field, Reading> fields(Section section) {
    var fields = new EnumMap<Field, Reading>(Field.class);
    for (var key : section.keys()) {
      var field = Fields.REVIEW.named(key);
      if (field != null && !ELSEWHERE.contains(field)) {
        fields.put(field, isTime(field) ? timeReading(section, key) : Reading.of(section, key));
      } else if (!key.equals("rating")) {
        throw section.fault(key, "is no field of a review; the fields are " + FIELDS);
      }
    }
    if (!fields.containsKey(Field.PRODUCT_ID)) {
      throw section.fault(
          Field.PRODUCT_ID.dotted(),
          "is missing; where the source knows no product, write product.id: {default: shop}");
    }
    return fields;
  }

  private static Map<Field, SentTime> times(Section section) {
    var times = new EnumMap<Field, SentTime>(Field.class);
    for (var field : List.of(Field.SUBMITTED_AT, Field.ORDER_DELIVERED_AT)) {
      if (section.get(field.dotted()).isObject()) {
        times.put(field, SentTime.of(section.section(field.dotted())));
      }
    }
    return times;
  }

  private static boolean isTime(Field field) {
    return field == Field.SUBMITTED_AT || field == Field.ORDER_DELIVERED_AT;
  }

  private static Reading timeReading(Section fields, String key) {
    if (!fields.get(key).isObject()) {
      return Reading.of(fields, key);
    }
    var section = fields.section(key);
    var reading = Reading.in(section, "table");
    SentTime.of(section);
    section.end(Reading.KEYS + ", format, zone");
    return reading;
  }

  private static @Nullable Stars rating(Section fields) {
    if (!fields.has("rating")) {
      return null;
    }
    var section = fields.section("rating");
    if (!section.has("scale")) {
      throw section.fault("scale", "is missing, must be one of STARS_5, POINTS_10, THUMBS");
    }
    var scale = section.oneOf("scale", Rating.Scale.class, Rating.Scale.STARS_5);
    var reading = Reading.in(section, "words");
    for (var word : reading.table().entrySet()) {
      if (!onScale(scale, word.getValue())) {
        throw section.fault(
            "words." + word.getKey(),
            "is %s, must be a whole number from %d to %d"
                .formatted(Section.shown(word.getValue()), scale.min(), scale.max()));
      }
    }
    section.end("from, column, default, none, scale, words");
    return new Stars(scale, reading);
  }

  private static boolean onScale(Rating.Scale scale, String value) {
    return value.matches("[0-9]{1,2}")
        && Integer.parseInt(value) >= scale.min()
        && Integer.parseInt(value) <= scale.max();
  }

  private static Answer answer(Section mapping) {
    if (!mapping.has("answer")) {
      return new Answer(null, null);
    }
    var section = mapping.section("answer");
    var where =
        section.has("where") ? section.oneOf("where", AnswerAt.class, AnswerAt.PLATFORM) : null;
    var url = section.has("url") ? Reading.of(section, "url") : null;
    section.end("where, url");
    return new Answer(where, url);
  }

  private MappingFile() {}
}
