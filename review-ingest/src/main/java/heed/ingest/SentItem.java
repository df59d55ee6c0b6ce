package heed.ingest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One review as its source sent it. */
sealed interface SentItem {
  /**
   * A value in it, and where it is.
   *
   * @param where a pointer into what was sent (RFC 6901), or {@code column <name>}
   * @param text null if what is there is no single value
   */
  record Found(String where, @Nullable String text) {}

  /** The first there is of those that are named; null if there is none. */
  @Nullable Found find(List<JsonPointer> pointers, List<String> columns);

  /**
   * JSON.
   *
   * @param at where the item is in what was sent
   */
  record Json(JsonNode node, String at) implements SentItem {
    /** A few characters such as 1e999999999 must not become a text of a gigabyte. */
    private static final int MOST_DIGITS = 40;

    @Override
    public @Nullable Found find(List<JsonPointer> pointers, List<String> columns) {
      for (var pointer : pointers) {
        var value = node.at(pointer);
        if (!value.isMissingNode() && !value.isNull()) {
          return new Found(at + pointer, value.isValueNode() ? text(value) : null);
        }
      }
      return null;
    }

    /** A number as people write it: 5.0 stays 5.0, and nothing becomes 1E+2. */
    private static String text(JsonNode value) {
      if (!value.isBigDecimal()) {
        return value.asText();
      }
      // Not by Math.abs: the least scale there is has no absolute value.
      var scale = value.decimalValue().scale();
      return scale > MOST_DIGITS || scale < -MOST_DIGITS
          ? value.asText()
          : value.decimalValue().toPlainString();
    }
  }

  /** A row of a CSV file, by the names of its header. */
  record Row(Map<String, String> cells) implements SentItem {
    @Override
    public @Nullable Found find(List<JsonPointer> pointers, List<String> columns) {
      for (var column : columns) {
        var cell = cells.get(column);
        if (cell != null && !cell.isEmpty()) {
          return new Found("column " + column, cell);
        }
      }
      return null;
    }
  }
}
