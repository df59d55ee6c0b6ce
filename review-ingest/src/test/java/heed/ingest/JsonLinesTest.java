package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import heed.ingest.PostedLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private static List<String> read(InputStream in) throws IOException {
    var lines = new JsonLines(Fields.REVIEW, in);
    var told = new ArrayList<String>();
    for (Line line; (line = lines.next()) != null; ) {
      told.add(
          lines.lineNumber()
              + " "
              + switch (line) {
                case Line.Read it -> it.posted().get(Field.TEXT);
                case Line.Unreadable it -> it.detail();
                case Line.Sent it -> throw new AssertionError(it);
              });
    }
    return told;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void countsEveryLineAndSkipsBlankOnes() throws IOException {
    assertThat(read(bytes("{\"text\":\"a\"}\r\n\n  \n{\"text\":\"b\"}\n{\"text\":\"c\"}")))
        .containsExactly("1 a", "4 b", "5 c");
  }

  @Test
  void anEmptyFileHasNoLines() throws IOException {
    assertThat(read(bytes(""))).isEmpty();
    assertThat(read(bytes("\n\n"))).isEmpty();
  }

  @Test
  void aBrokenLineCostsOnlyItself() throws IOException {
    var good = "{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
    var file = new java.io.ByteArrayOutputStream();
    file.writeBytes(good);
    file.writeBytes(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}', '\n'});
    file.writeBytes("nonsense\n".getBytes(StandardCharsets.UTF_8));
    file.writeBytes(good);
    assertThat(read(new ByteArrayInputStream(file.toByteArray())))
        .containsExactly(
            "1 a",
            "2 the body is not valid UTF-8",
            "3 the body is not valid JSON (line 1, column 9)",
            "4 a");
  }

  @Test
  void takesALineAtTheLimitAndRejectsOneByteMore() throws IOException {
    var padding = IngestSettings.MAX_REVIEW_BYTES - "{\"text\":\"a\"}".length();
    var atLimit = "{\"text\":\"a\"" + " ".repeat(padding) + "}";
    for (var end : List.of("\n", "")) {
      assertThat(read(bytes(atLimit + end))).containsExactly("1 a");
      assertThat(read(bytes(" " + atLimit + end))).containsExactly("1 is over 64 KiB; shorten it");
    }
  }

  @Property(tries = 60)
  void linesOfAnyLengthInChunksOfAnySizeComeOneByOne(
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 300_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 50_000) int chunk)
      throws IOException {
    var file = new StringBuilder();
    var expected = new ArrayList<String>();
    for (var length : lengths) {
      var padding = Math.max(0, length - "{\"text\":\"x\"}".length());
      file.append("{\"text\":\"x\"").append(" ".repeat(padding)).append("}\n");
      expected.add(
          (expected.size() + 1)
              + (padding + "{\"text\":\"x\"}".length() > IngestSettings.MAX_REVIEW_BYTES
                  ? " is over 64 KiB; shorten it"
                  : " x"));
    }
    assertThat(read(new Chunks(bytes(file.toString()), chunk))).isEqualTo(expected);
  }

  /** Gives at most so many bytes per read, as a network does. */
  private static final class Chunks extends InputStream {
    private final InputStream in;
    private final int size;

    Chunks(InputStream in, int size) {
      this.in = in;
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return in.read(target, offset, Math.min(length, size));
    }
  }

  @Test
  void aLineThatBreaksItsReaderCostsOnlyItself() throws IOException {
    var lines =
        new JsonLines(
            bytes("1\n2\n3"),
            (bytes, from, length) -> {
              switch (bytes[from]) {
                case '1' -> throw new ArithmeticException();
                case '2' -> throw new StackOverflowError();
                default -> {
                  return new Line.Unreadable("three");
                }
              }
            });
    assertThat(lines.next()).isInstanceOf(Line.Unreadable.class);
    assertThat(lines.next()).isInstanceOf(Line.Unreadable.class);
    assertThat(lines.next()).isEqualTo(new Line.Unreadable("three"));
    assertThat(lines.next()).isNull();
  }
}
