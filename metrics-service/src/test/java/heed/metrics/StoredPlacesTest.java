package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class StoredPlacesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Property
  void placesAreReadWhateverTheirValuesAreMadeOf(@ForAll @Size(max = 8) Map<String, Integer> values)
      throws Exception {
    var places = new HashMap<Scope, Instant>();
    var entries = new ArrayList<String>();
    for (var entry : values.entrySet()) {
      var scope = new Scope(Dimension.PRODUCT, entry.getKey());
      places.put(scope, Instant.ofEpochMilli(entry.getValue()));
      entries.add(JSON.writeValueAsString(scope.key()) + ": " + entry.getValue());
    }
    var written = "{" + String.join(", ", entries) + "}";
    for (var spaced : new String[] {written, JSON.readTree(written).toString()}) {
      assertThat(StoredPlaces.of(spaced)).isEqualTo(places);
    }
  }
}
