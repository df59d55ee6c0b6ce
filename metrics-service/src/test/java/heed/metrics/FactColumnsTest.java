package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New facts are copied column by column, changed ones travel as JSON: both say the same. */
class FactColumnsTest {
  private static final String[] NAMES = FactRows.ALL.split(", ");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theColumnsSayWhatTheJsonSays(long seed) {
    var facts = facts(new Random(seed));
    assertThat(facts).hasSizeGreaterThan(100);
    for (var fact : facts) {
      assertThat(columns(fact)).isEqualTo(json(fact));
    }
  }

  private static List<Fact> facts(Random random) {
    var fold = new Fold(new TreeMap<>(), Map.of());
    Story.of("columns", random).forEach(fold::apply);
    var facts = new ArrayList<>(fold.changed());
    new MadeUp(random.nextLong(), 10, Volume.SHOPS)
        .reviews(20, Given.NOON)
        .forEach(
            event ->
                facts.add(
                    Fact.unknown(event.review().storefront(), event.review().id())
                        .tagged(event, null)));
    return facts;
  }

  private static List<String> columns(Fact fact) {
    var columns = new ArrayList<String>();
    FactColumns.of(fact, value -> columns.add(value == null ? null : value.toString()));
    return columns;
  }

  private static List<String> json(Fact fact) {
    var row = FactRows.row(fact);
    var texts = new ArrayList<String>();
    for (var name : NAMES) {
      texts.add(text(row.get(name)));
    }
    return texts;
  }

  private static String text(JsonNode value) {
    return value == null || value.isNull()
        ? null
        : value.isValueNode() ? value.asText() : value.toString();
  }
}
