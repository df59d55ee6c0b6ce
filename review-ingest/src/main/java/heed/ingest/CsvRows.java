package heed.ingest;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import heed.door.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) with a header row, whatever it names. The bytes are parsed as Latin-1, one
 * character each: commas, quotes and line ends are the same in UTF-8, so each cell can then be
 * decoded by itself and one broken cell costs one line, not the file.
 */
final class CsvRows {
  /** A line longer than this is taken for a quote that never closes; nothing after it is sound. */
  private static final int HOPELESS = 16 * IngestSettings.MAX_REVIEW_BYTES;

  private static final int MOST_CELLS = 256;
  private static final String BOM_IN_LATIN_1 = "\u00EF\u00BB\u00BF";

  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private long lineNumber;

  /** A row: its cells, or why it cannot be read. */
  sealed interface Row {
    /** Cells in Latin-1, as many as the header has. */
    record Cells(List<String> latin1) implements Row {}

    record Unreadable(PostedLines.Line line) implements Row {}
  }

  /**
   * @param example a header row, for the message
   * @throws Refusal 400 if the header row is missing
   */
  CsvRows(InputStream in, String example) throws IOException {
    var handler =
        CsvRecordHandler.of(
            h -> h.maxRecordSize(HOPELESS).maxFieldSize(HOPELESS).maxFields(MOST_CELLS));
    records =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.NONE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowExtraCharsAfterClosingQuote(false)
            .allowUnclosedQuote(false)
            .maxBufferSize(HOPELESS)
            .build(handler, new InputStreamReader(in, StandardCharsets.ISO_8859_1))
            .iterator();
    var first = record();
    if (first == null) {
      throw Refusal.badRequest(
          "the body is empty, must begin with a header row such as " + example);
    }
    header = names(first.getFields());
  }

  /** The names in the header row, as they are written there but for white space around them. */
  List<String> header() {
    return header;
  }

  long lineNumber() {
    return lineNumber;
  }

  /**
   * The next row that is not blank; null at the end.
   *
   * @throws Refusal 400 if nothing after this point can be understood any more
   */
  @Nullable Row next() throws IOException {
    var line = record();
    if (line == null) {
      return null;
    }
    var cells = line.getFields();
    if (cells.stream().mapToInt(c -> c.length() + 1).sum() > IngestSettings.MAX_REVIEW_BYTES) {
      return new Row.Unreadable(PostedLines.tooLong());
    }
    return cells.size() == header.size()
        ? new Row.Cells(cells)
        : new Row.Unreadable(
            new PostedLines.Line.Unreadable(
                "has "
                    + cells.size()
                    + " cells, must have "
                    + header.size()
                    + " as the header has"));
  }

  private @Nullable CsvRecord record() throws IOException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      var line = records.next();
      lineNumber = line.getStartingLineNumber();
      return line;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw Refusal.badRequest(
          "the CSV cannot be read on: a quote is never closed or is followed by more than a comma,"
              + " or a line is far too long; write a quote inside a quoted cell twice");
    }
  }

  private static List<String> names(List<String> cells) {
    var names = new ArrayList<String>(cells.size());
    for (var cell : cells) {
      var first = names.isEmpty() && cell.startsWith(BOM_IN_LATIN_1);
      var name = utf8(first ? cell.substring(BOM_IN_LATIN_1.length()) : cell);
      if (name == null) {
        throw Refusal.badRequest("the header row is not valid UTF-8");
      }
      names.add(name.strip());
    }
    return List.copyOf(names);
  }

  /** What the cell holds; null if it is not valid UTF-8. */
  static @Nullable String utf8(String latin1) {
    var bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return Characters.decode(bytes, 0, bytes.length);
  }
}
