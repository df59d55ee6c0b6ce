package heed.metrics;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the latest reviews of a stored customer lie, as the database writes its JSON. Of somebody's
 * many places a batch asks for a few: those are looked for in the text, and it is read as a whole
 * only where all of them are asked for.
 */
final class StoredPlaces extends AbstractMap<Scope, Instant> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String json;
  private @Nullable Map<Scope, Instant> parsed;

  StoredPlaces(String json) {
    this.json = json;
  }

  @Override
  public @Nullable Instant get(@Nullable Object key) {
    if (parsed == null && key instanceof Scope scope && isPlain(scope.value())) {
      return find(scope.key());
    }
    return all().get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Entry<Scope, Instant>> entrySet() {
    return all().entrySet();
  }

  /**
   * A quote within a key is written with a backslash before it, so what is found between two others
   * is a key.
   */
  private @Nullable Instant find(String key) {
    var quoted = "\"" + key + "\":";
    var found = json.indexOf(quoted);
    while (found > 0 && json.charAt(found - 1) == '\\') {
      found = json.indexOf(quoted, found + 1);
    }
    if (found < 0) {
      return null;
    }
    var from = found + quoted.length();
    while (json.charAt(from) == ' ') {
      from++;
    }
    var to = from;
    while (json.charAt(to) == '-' || Character.isDigit(json.charAt(to))) {
      to++;
    }
    return Instant.ofEpochMilli(Long.parseLong(json, from, to, 10));
  }

  /** True if it is written as it is. */
  private static boolean isPlain(String value) {
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private Map<Scope, Instant> all() {
    if (parsed == null) {
      parsed = parse();
    }
    return parsed;
  }

  private Map<Scope, Instant> parse() {
    var places = new HashMap<Scope, Instant>();
    try (var parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var scope = Scope.of(parser.currentName());
        parser.nextToken();
        places.put(scope, Instant.ofEpochMilli(parser.getLongValue()));
      }
      return places;
    } catch (IOException e) {
      throw new IllegalStateException("a stored customer cannot be read", e);
    }
  }
}
