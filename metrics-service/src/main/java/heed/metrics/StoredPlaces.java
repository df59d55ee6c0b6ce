package heed.metrics;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Where the latest reviews of a stored customer lie, as the database writes its JSON. */
final class StoredPlaces {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Map<Scope, Instant> of(String json) {
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

  private StoredPlaces() {}
}
