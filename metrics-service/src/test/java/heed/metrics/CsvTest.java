package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.door.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  record Thing(String id, @Nullable String name) {}

  record Mark(String scale, int value) {}

  record Item(String id, Thing product, @Nullable Mark rating, Map<String, Long> spread) {}

  record Point(@Nullable Double value, @Nullable Double low) {}

  record Course(String kpi, List<Point> points) {}

  record Line(String text, int end) {}

  private static String csv(Object answer, TypeReference<?> type) {
    var columns = CsvColumns.of(JSON.getSerializationConfig(), JSON.constructType(type.getType()));
    return Csv.of(JSON.valueToTree(answer), columns);
  }

  private static String csv(Item... items) {
    return csv(new Listing<>(List.of(items), null), new TypeReference<Listing<Item>>() {});
  }

  @Test
  void anItemIsARowAndAColumnHasTheDottedNameOfABulkImport() {
    assertThat(
            csv(
                new Item("a", new Thing("sku-1", "Kettle"), null, Map.of()),
                new Item("b", new Thing("sku-2", null), new Mark("STARS_5", 4), Map.of("1", 2L))))
        .isEqualTo(
            "id,product.id,product.name,rating.scale,rating.value,spread\r\n"
                + "a,sku-1,Kettle,,,{}\r\n"
                + "b,sku-2,,STARS_5,4,\"{\"\"1\"\":2}\"\r\n");
  }

  @Test
  void allPagesHaveTheSameColumnsWhateverIsNullInThem() {
    var without = csv(new Item("a", new Thing("sku-1", null), null, Map.of()));
    var with = csv(new Item("b", new Thing("sku-2", "Kettle"), new Mark("THUMBS", 1), Map.of()));
    var header = "id,product.id,product.name,rating.scale,rating.value,spread\r\n";
    assertThat(List.of(without, with, csv()))
        .allSatisfy(page -> assertThat(page).startsWith(header));
    assertThat(without).endsWith("\r\na,sku-1,,,,{}\r\n");
  }

  @Test
  void theListOfReviewsNamesEveryComponentOfWhatMayBeMissing() {
    var type = JSON.constructType(new TypeReference<Listing<ReviewAnswer>>() {});
    assertThat(CsvColumns.of(JSON.getSerializationConfig(), type).names())
        .startsWith("id", "storefront", "externalId", "product.id", "product.name")
        .contains("rating.scale", "rating.value", "survey.nps", "survey.csat", "survey.ces")
        .contains("tags.language.code", "tags.sentiment.label", "tags.sentiment.score")
        .contains("tags.aspects", "moderation.held", "moderation.reason")
        .doesNotContain("rating", "survey", "tags", "tags.sentiment", "moderation");
  }

  @Test
  void whatIsNoListIsARowPerValue() throws IOException {
    assertThat(
            Csv.of(
                json("{'window': '30d', 'nps': {'value': 0, 'n': 3, 'low': -6.5}}"),
                CsvColumns.of(JSON.getSerializationConfig(), JSON.constructType(Mark.class))))
        .isEqualTo("name,value\r\nwindow,30d\r\nnps.value,0\r\nnps.n,3\r\nnps.low,-6.5\r\n");
  }

  @Test
  void zeroIsZeroAndUnknownIsEmpty() {
    var course = new Course("nps", List.of(new Point(0.0, null)));
    assertThat(csv(course, new TypeReference<Course>() {})).isEqualTo("value,low\r\n0.0,\r\n");
  }

  @Test
  void aNumberBelowZeroStaysANumber() {
    var course = new Course("nps", List.of(new Point(-45.4545, -50.0)));
    assertThat(csv(course, new TypeReference<Course>() {})).endsWith("\r\n-45.4545,-50.0\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "=1+1,'=1+1",
        "+1,'+1",
        "-1,'-1",
        "@SUM(A1),'@SUM(A1)",
        "＝1,'＝1",
        "it = 1,it = 1",
        "Tējkanna,Tējkanna"
      })
  void textThatASpreadsheetWouldCalculateIsNotCalculated(String text, String cell) {
    assertThat(Csv.cell(text)).isEqualTo(cell);
  }

  @Test
  void aTabOrALineAtTheBeginningHidesNoFormula() {
    assertThat(Csv.cell("\t=1")).isEqualTo("'\t'=1");
    assertThat(Csv.cell("\n=1")).isEqualTo("\"'\n'=1\"");
    assertThat(Csv.cell("\tone")).isEqualTo("'\tone");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "\r", "\n", "\r\n", "; ", ";\""})
  void whatSeparatesCellsElsewhereHidesNoFormula(String separator) {
    assertThat(Csv.cell("Great" + separator + "=1;"))
        .contains(separator.replace("\"", "\"\"") + "'=1;");
    assertThat(Csv.cell("Great;=HYPERLINK(\"http://evil\",\"x\");"))
        .isEqualTo("\"Great;'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\");\"");
  }

  @Property
  void whatIsWrittenIsReadBackWhateverItHolds(@ForAll @Size(min = 1, max = 5) List<String> texts) {
    var lines = texts.stream().map(text -> new Line(text, 1)).toList();
    var rows = read(csv(new Listing<>(lines, null), new TypeReference<Listing<Line>>() {}));
    assertThat(rows).hasSize(texts.size() + 1);
    for (var i = 0; i < texts.size(); i++) {
      var cell = rows.get(i + 1).getFirst();
      // apostrophes are all that is put in
      assertThat(cell.replace("'", "")).isEqualTo(texts.get(i).replace("'", ""));
      assertThat(rows.get(i + 1).getLast()).isEqualTo("1");
    }
  }

  @Property
  void nowhereDoesACellBeginWithASign(
      @ForAll @CharRange(from = ' ', to = 'A') @Chars({'\t', '\r', '\n'}) String text) {
    assertThat(read(Csv.cell(text) + "\r\n").getFirst().getFirst())
        .doesNotContainPattern("(^|[;\t\r\n])[ \"]*[=+@-]");
  }

  /** A reader of RFC 4180 that knows nothing of the writer. */
  private static List<List<String>> read(String text) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (!quoted && c == '\r' && text.charAt(i + 1) == '\n') {
        row.add(cell.toString());
        rows.add(List.copyOf(row));
        row.clear();
        cell.setLength(0);
        i++;
      } else {
        cell.append(c);
      }
    }
    return rows;
  }
}
