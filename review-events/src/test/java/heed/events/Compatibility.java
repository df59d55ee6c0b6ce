package heed.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of an earlier schema a later one breaks. Within a major version a field may be added that
 * nobody must give, and nothing else: whoever reads and whoever writes may each be the older one.
 */
final class Compatibility {
  /** Whatever these say is for people. */
  private static final Set<String> WORDS = Set.of("title", "description", "$id", "$schema");

  private final List<String> broken = new ArrayList<>();

  private Compatibility() {}

  /** A sentence for each thing that is broken. */
  static List<String> broken(JsonNode earlier, JsonNode now) {
    var compared = new Compatibility();
    compared.schema("", earlier, now);
    return compared.broken;
  }

  private void schema(String path, JsonNode earlier, JsonNode now) {
    var keywords = names(earlier);
    keywords.addAll(names(now));
    keywords.removeAll(WORDS);
    for (var keyword : keywords) {
      var was = earlier.path(keyword);
      var is = now.path(keyword);
      switch (keyword) {
        case "properties" -> properties(path, was, is);
        case "required" -> required(path, was, is);
        case "items" -> schema(path + "[]", was, is);
        case "oneOf", "anyOf", "allOf" -> alternatives(path, keyword, was, is);
        default -> {
          if (!was.equals(is)) {
            broken.add("%s: %s was %s and is %s".formatted(path, keyword, was, is));
          }
        }
      }
    }
  }

  private void properties(String path, JsonNode was, JsonNode is) {
    for (var field : was.properties()) {
      var place = path + "/" + field.getKey();
      if (is.has(field.getKey())) {
        schema(place, field.getValue(), is.get(field.getKey()));
      } else {
        broken.add(place + " is gone");
      }
    }
  }

  private void required(String path, JsonNode was, JsonNode is) {
    var before = texts(was);
    var after = texts(is);
    for (var field : after) {
      if (!before.contains(field)) {
        broken.add(path + "/" + field + " must be given, which earlier writers do not");
      }
    }
    for (var field : before) {
      if (!after.contains(field)) {
        broken.add(path + "/" + field + " may be missing, which earlier readers refuse");
      }
    }
  }

  private void alternatives(String path, String keyword, JsonNode was, JsonNode is) {
    if (was.size() != is.size()) {
      broken.add(path + ": " + keyword + " has other alternatives");
      return;
    }
    for (int i = 0; i < was.size(); i++) {
      schema(path + "(" + i + ")", was.get(i), is.get(i));
    }
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new TreeSet<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
