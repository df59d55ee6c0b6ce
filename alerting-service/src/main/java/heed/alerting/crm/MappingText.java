package heed.alerting.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import heed.alerting.crm.Mapping.Faults;
import heed.door.FieldError;
import java.util.List;

/** The text of a mapping: JSON if it begins like it, else YAML. */
final class MappingText {
  private static final int LONGEST = 64 * 1024;
  private static final ObjectMapper JSON =
      strict(
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build());
  private static final ObjectMapper YAML =
      strict(
          YAMLMapper.builder(
                  YAMLFactory.builder()
                      .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build());

  private MappingText() {}

  private static ObjectMapper strict(ObjectMapper mapper) {
    mapper
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build());
    return mapper;
  }

  /**
   * @throws Faults if it is neither, or too long
   */
  static JsonNode tree(String text) {
    if (text.length() > LONGEST || text.indexOf('\u0000') >= 0) {
      throw fault("a mapping is a text of 64 KiB at most");
    }
    var json = text.stripLeading().startsWith("{");
    try {
      return (json ? JSON : YAML).readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var place =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw fault("this is not valid " + (json ? "JSON" : "YAML") + place);
    }
  }

  private static Faults fault(String detail) {
    return new Faults(List.of(new FieldError("", detail)));
  }
}
