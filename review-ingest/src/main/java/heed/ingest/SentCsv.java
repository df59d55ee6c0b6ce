package heed.ingest;

import heed.door.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as another platform exports it: its columns are those that the mapping names, and more. */
final class SentCsv implements PostedLines {
  private final CsvRows rows;
  private final ItemMapper mapper;

  /**
   * @throws Refusal 400 if the header row is missing, names a column twice, or has none that holds
   *     the ids
   */
  SentCsv(InputStream in, InboundSource source) throws IOException {
    mapper = source.mapper();
    var ids = source.mapping().id().columns();
    rows = new CsvRows(in, ids.getFirst() + ",…");
    var named = rows.header().stream().filter(name -> !name.isEmpty()).toList();
    if (new HashSet<>(named).size() < named.size()) {
      throw Refusal.badRequest("the header row names a column twice; name each once");
    }
    if (rows.header().stream().noneMatch(ids::contains)) {
      throw Refusal.badRequest(
          "the header row has no column %s, which holds the id of a review; export it, too"
              .formatted(String.join(" or ", ids)));
    }
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

  private Line read(List<String> latin1) {
    var cells = new HashMap<String, String>();
    for (var i = 0; i < latin1.size(); i++) {
      var cell = CsvRows.utf8(latin1.get(i));
      if (cell == null) {
        return new Line.Unreadable("column " + rows.header().get(i) + " is not valid UTF-8");
      }
      cells.put(rows.header().get(i), cell);
    }
    try {
      return new Line.Sent(mapper.map(new SentItem.Row(cells)));
    } catch (RuntimeException | StackOverflowError e) {
      return new Line.Unreadable(Unforeseen.noted(e, rows.lineNumber()));
    }
  }
}
