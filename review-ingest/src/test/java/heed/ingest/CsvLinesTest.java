package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.Refusal;
import heed.ingest.PostedLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {
  private static CsvLines open(byte[] csv) throws IOException {
    return new CsvLines(Fields.REVIEW, new ByteArrayInputStream(csv));
  }

  private static List<String> read(String csv) throws IOException {
    return read(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(byte[] csv) throws IOException {
    var lines = open(csv);
    var told = new ArrayList<String>();
    for (Line line; (line = lines.next()) != null; ) {
      told.add(
          lines.lineNumber()
              + " "
              + switch (line) {
                case Line.Read it ->
                    it.posted().errors().isEmpty()
                        ? it.posted().get(Field.TEXT)
                        : it.posted().errors().getFirst().detail();
                case Line.Unreadable it -> it.detail();
                case Line.Sent it -> throw new AssertionError(it);
              });
    }
    return told;
  }

  @Test
  void readsCellsByTheHeadersNames() throws IOException {
    var csv =
        open(
            "\uFEFFproduct.id, rating.scale ,rating.value,text\r\np,STARS_5,4,Ļoti labi\r\n"
                .getBytes(StandardCharsets.UTF_8));
    var posted = ((Line.Read) csv.next()).posted();
    assertThat(posted.get(Field.PRODUCT_ID)).isEqualTo("p");
    assertThat(posted.get(Field.RATING_SCALE)).isEqualTo("STARS_5");
    assertThat(posted.number(Field.RATING_VALUE)).isEqualTo(4);
    assertThat(posted.get(Field.TEXT)).isEqualTo("Ļoti labi");
    assertThat(csv.next()).isNull();
  }

  @Test
  void quotedCellsHoldCommasQuotesAndLineBreaks() throws IOException {
    assertThat(read("externalId,text\n1,\"a, \"\"b\"\"\r\nc\"\n\n2,5\" wide\n3,d"))
        .containsExactly("2 a, \"b\"\r\nc", "5 5\" wide", "6 d");
  }

  @Test
  void anEmptyCellSaysNothing() throws IOException {
    var posted =
        ((Line.Read)
                open("externalId,rating.value,text\n,,\"\"".getBytes(StandardCharsets.UTF_8))
                    .next())
            .posted();
    assertThat(posted.get(Field.EXTERNAL_ID)).isNull();
    assertThat(posted.get(Field.TEXT)).isNull();
    assertThat(posted.rated()).isFalse();
  }

  @Test
  void aBrokenLineCostsOnlyItself() throws IOException {
    var latin1 =
        "externalId,text\n1,a\n2,\u00e4\n3\n4,b,c\n5,e\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(latin1))
        .containsExactly(
            "2 a",
            "3 text is not valid UTF-8",
            "4 has 1 cells, must have 2 as the header has",
            "5 has 3 cells, must have 2 as the header has",
            "6 e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.5", "1e3", "+4", " 4", "four", "9999999999", "-", "٣"})
  void takesNoNumberForAnother(String value) throws IOException {
    assertThat(read("rating.value,text\n" + value + ",x"))
        .containsExactly("2 rating.value must be a whole number of at most 9 digits");
  }

  @Test
  void rejectsALineOverTheLimitAndReadsOn() throws IOException {
    assertThat(read("externalId,text\n1," + "x".repeat(70_000) + "\n2,b"))
        .containsExactly("2 is over 64 KiB; shorten it", "3 b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "product.id;text\n", "product,text\n", "text,text\n", "externalId,,text\n"})
  void refusesAHeaderThatNamesNoField(String header) {
    assertThatThrownBy(() -> open(header.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,\"never closed", "1,\"a\"b", "1,\"", "HOPELESS"})
  void stopsWhereQuotesNoLongerMakeSense(String line) throws IOException {
    var csv = "externalId,text\n0,a\n" + line.replace("HOPELESS", "1,\"" + "x,\n".repeat(500_000));
    var lines = open(csv.getBytes(StandardCharsets.UTF_8));
    assertThat(lines.next()).isInstanceOf(Line.Read.class);
    assertThatThrownBy(lines::next).isInstanceOf(Refusal.class).hasMessageContaining("quote");
  }
}
