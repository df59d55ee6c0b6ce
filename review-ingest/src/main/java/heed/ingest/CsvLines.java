package heed.ingest;

import heed.door.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV with a header row of dotted names, as storefronts post it. */
final class CsvLines implements PostedLines {
  private final CsvRows rows;
  private final List<Field> columns;

  /**
   * @throws Refusal 400 if the header row is missing or names what is no field
   */
  CsvLines(InputStream in) throws IOException {
    rows = new CsvRows(in, "externalId,product.id,text");
    columns = columns(rows.header());
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
      var field = columns.get(i);
      var cell = CsvRows.utf8(cells.get(i));
      if (cell == null) {
        return new Line.Unreadable(field.dotted() + " is not valid UTF-8");
      }
      if (cell.isEmpty()) {
        continue; // an empty cell says nothing
      }
      if (field.kind() == Field.Kind.NUMBER) {
        posted.setNumber(field, cell);
      } else {
        posted.set(field, cell);
      }
    }
    return new Line.Read(posted);
  }

  private static List<Field> columns(List<String> header) {
    var columns = new ArrayList<Field>(header.size());
    var seen = EnumSet.noneOf(Field.class);
    for (var name : header) {
      var field = Field.named(name);
      if (field == null) {
        throw Refusal.badRequest(
            "the header row names \""
                + Characters.shown(name)
                + "\", which is no field; cells are parted by commas, names are such as"
                + " product.id or rating.value");
      }
      if (!seen.add(field)) {
        throw Refusal.badRequest("the header row names " + field.dotted() + " twice");
      }
      columns.add(field);
    }
    return columns;
  }
}
