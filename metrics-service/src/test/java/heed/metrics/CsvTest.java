package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void anItemIsARowAndAColumnHasTheDottedNameOfABulkImport() throws IOException {
    var csv =
        Csv.of(
            json(
                "{'items': [{'id': 'a', 'product': {'id': 'sku-1', 'name': 'Kettle'}, 'rating': null},"
                    + " {'id': 'b', 'product': {'id': 'sku-2'}, 'rating': {'scale': 'STARS_5', 'value': 4}}],"
                    + " 'nextCursor': null}"));
    assertThat(csv)
        .isEqualTo(
            "id,product.id,product.name,rating.scale,rating.value\r\n"
                + "a,sku-1,Kettle,,\r\n"
                + "b,sku-2,,STARS_5,4\r\n");
  }

  @Test
  void whatIsNoListIsARowPerValue() throws IOException {
    assertThat(Csv.of(json("{'window': '30d', 'nps': {'value': 0, 'n': 3, 'low': -6.5}}")))
        .isEqualTo("name,value\r\nwindow,30d\r\nnps.value,0\r\nnps.n,3\r\nnps.low,-6.5\r\n");
  }

  @Test
  void zeroIsZeroAndUnknownIsEmpty() throws IOException {
    assertThat(Csv.of(json("{'points': [{'value': 0.0, 'low': null}]}")))
        .isEqualTo("value,low\r\n0.0,\r\n");
  }

  @Test
  void aNumberBelowZeroStaysANumber() throws IOException {
    assertThat(Csv.of(json("{'points': [{'value': -45.4545}]}"))).endsWith("\r\n-45.4545\r\n");
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
    assertThat(Csv.cell("\t=1")).isEqualTo("'\t=1");
    assertThat(Csv.cell("\n=1")).isEqualTo("\"'\n=1\"");
  }

  @Property
  void whatIsWrittenIsReadBackWhateverItHolds(@ForAll @Size(min = 1, max = 5) List<String> texts) {
    var json = new ObjectMapper();
    var answer = json.createObjectNode();
    var items = answer.putArray("items");
    texts.forEach(text -> items.addObject().put("text", text).put("end", 1));
    var rows = read(Csv.of(answer));
    assertThat(rows).hasSize(texts.size() + 1);
    for (var i = 0; i < texts.size(); i++) {
      var cell = rows.get(i + 1).getFirst();
      assertThat(cell.startsWith("'") ? cell.substring(1) : cell)
          .isEqualTo(texts.get(i).startsWith("'") ? texts.get(i).substring(1) : texts.get(i));
      assertThat(cell).doesNotStartWith("=").doesNotStartWith("+").doesNotStartWith("-");
      assertThat(rows.get(i + 1).getLast()).isEqualTo("1");
    }
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
