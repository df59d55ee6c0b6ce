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
import org.junit.jupiter.api.Test;

class StoredPlacesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Property
  void aPlaceIsFoundInTheTextWhateverItsValueIsMadeOf(
      @ForAll @Size(max = 8) Map<String, Integer> values, @ForAll String other) throws Exception {
    var places = new HashMap<Scope, Instant>();
    var entries = new ArrayList<String>();
    for (var entry : values.entrySet()) {
      var scope = new Scope(Dimension.PRODUCT, entry.getKey());
      places.put(scope, Instant.ofEpochMilli(entry.getValue()));
      entries.add(JSON.writeValueAsString(scope.key()) + ": " + entry.getValue());
    }
    var written = "{" + String.join(", ", entries) + "}";
    for (var spaced : new String[] {written, JSON.readTree(written).toString()}) {
      places.forEach((scope, at) -> assertThat(new StoredPlaces(spaced).get(scope)).isEqualTo(at));
      var strange = new Scope(Dimension.PRODUCT, other);
      assertThat(new StoredPlaces(spaced).get(strange)).isEqualTo(places.get(strange));
      assertThat(new StoredPlaces(spaced)).isEqualTo(places);
    }
  }

  @Test
  void aKeyInsideAnotherOneIsNotTakenForIt() {
    var json = "{\"product:x\\\"country:LV\\\": \": 5, \"country:LVA\": 7}";
    assertThat(new StoredPlaces(json).get(new Scope(Dimension.COUNTRY, "LV"))).isNull();
    assertThat(new StoredPlaces(json).get(new Scope(Dimension.COUNTRY, "LVA")))
        .isEqualTo(Instant.ofEpochMilli(7));
  }

  @Test
  void aQuoteInsideAKeyBeginsNoOtherOne() {
    var alone = "{\"product:x\\\"country:DE\": 5}";
    assertThat(new StoredPlaces(alone).get(new Scope(Dimension.COUNTRY, "DE"))).isNull();
    var before = "{\"product:x\\\"country:DE\": 5, \"country:DE\": 7}";
    assertThat(new StoredPlaces(before).get(new Scope(Dimension.COUNTRY, "DE")))
        .isEqualTo(Instant.ofEpochMilli(7));
    assertThat(new StoredPlaces(before).get(new Scope(Dimension.PRODUCT, "x\"country:DE")))
        .isEqualTo(Instant.ofEpochMilli(5));
  }
}
