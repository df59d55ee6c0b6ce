package heed.ingest;

import heed.door.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV with a header row of dotted names, as storefronts post it. */
final class CsvLines implements PostedLines {
  private final CsvRows rows;
  private final List<Column> columns;

  /**
   * @throws Refusal 400 if the header row is missing or names what is no field
   */
  CsvLines(Fields fields, InputStream in) throws IOException {
    rows = new CsvRows(in, fields.header());
    columns = columns(fields, rows.header());
  }

  @Override
  public long lineNumber() {
    return rows.lineNumber();
  }

  @Override
  public @Nullable Line next() throws IOException {
    return switch (rows.next()) {
      case null -> null;
      case CsvRows.Row.Unreadable unreadable -> unreadable.line();
      case CsvRows.Row.Cells cells -> read(cells.latin1());
    };
  }

  private Line read(List<String> cells) {
    var posted = new Posted();
    for (var i = 0; i < cells.size(); i++) {
      var column = columns.get(i);
      var cell = CsvRows.utf8(cells.get(i));
      if (cell == null) {
        return new Line.Unreadable(column.name() + " is not valid UTF-8");
      }
      if (!cell.isEmpty()) { // an empty cell says nothing
        column.put(posted, cell);
      }
    }
    return new Line.Read(posted);
  }

  private static List<Column> columns(Fields fields, List<String> header) {
    var columns = new ArrayList<Column>(header.size());
    var seen = new HashSet<Column>();
    for (var name : header) {
      var column = Column.named(fields, name);
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
}
