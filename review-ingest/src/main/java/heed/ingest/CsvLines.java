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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) with a header row of dotted names. The bytes are parsed as Latin-1, one character
 * each: commas, quotes and line ends are the same in UTF-8, so each cell can then be decoded by
 * itself and one broken cell costs one line, not the file.
 */
final class CsvLines implements PostedLines {
  /** A line longer than this is taken for a quote that never closes; nothing after it is sound. */
  private static final int HOPELESS = 16 * IngestSettings.MAX_REVIEW_BYTES;

  private static final int MOST_CELLS = 256;
  private static final String BOM_IN_LATIN_1 = "\u00EF\u00BB\u00BF";

  private final Iterator<CsvRecord> records;
  private final List<Column> columns;
  private long lineNumber;

  /**
   * @throws Refusal 400 if the header row is missing or names what is no field
   */
  CsvLines(Fields fields, InputStream in) throws IOException {
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
    var header = record();
    if (header == null) {
      throw Refusal.badRequest(
          "the body is empty, must begin with a header row such as " + fields.header());
    }
    columns = columns(fields, header.getFields());
  }

  @Override
  public long lineNumber() {
    return lineNumber;
  }

  @Override
  public @Nullable Line next() throws IOException {
    var line = record();
    if (line == null) {
      return null;
    }
    var cells = line.getFields();
    if (cells.stream().mapToInt(c -> c.length() + 1).sum() > IngestSettings.MAX_REVIEW_BYTES) {
      return PostedLines.tooLong();
    }
    return cells.size() == columns.size()
        ? read(cells)
        : new Line.Unreadable(
            "has " + cells.size() + " cells, must have " + columns.size() + " as the header has");
  }

  private Line read(List<String> cells) {
    var posted = new Posted();
    for (var i = 0; i < cells.size(); i++) {
      var column = columns.get(i);
      var cell = utf8(cells.get(i));
      if (cell == null) {
        return new Line.Unreadable(column.name() + " is not valid UTF-8");
      }
      if (!cell.isEmpty()) { // an empty cell says nothing
        column.put(posted, cell);
      }
    }
    return new Line.Read(posted);
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

  private static List<Column> columns(Fields fields, List<String> header) {
    var columns = new ArrayList<Column>(header.size());
    var seen = new HashSet<Column>();
    for (var cell : header) {
      var first = columns.isEmpty() && cell.startsWith(BOM_IN_LATIN_1);
      var name = first ? cell.substring(BOM_IN_LATIN_1.length()) : cell;
      var column = Column.named(fields, name.strip());
      if (column == null) {
        throw Refusal.badRequest(
            "the header row names \""
                + Characters.shown(name)
                + "\", which is no field; cells are parted by commas, a header row is such as "
                + fields.header());
      }
      if (!seen.add(column)) {
        throw Refusal.badRequest("the header row names " + column.name() + " twice");
      }
      columns.add(column);
    }
    return columns;
  }

  private static @Nullable String utf8(String latin1) {
    var bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return Characters.decode(bytes, 0, bytes.length);
  }
}
