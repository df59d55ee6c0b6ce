package heed.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a table, after RFC 4180: a row per item of a list, else a row per value. Columns
 * have the dotted names that a bulk import takes. What is not known is empty, and 0 is 0.
 *
 * <p>Text that a spreadsheet would take for a formula gets an apostrophe in front; a number is a
 * number, also below 0.
 */
final class Csv {
  private static final String END = "\r\n";
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";
  private static final List<String> LISTS = List.of("items", "points", "theirs");

  static String of(JsonNode answer) {
    for (var list : LISTS) {
      if (answer.path(list).isArray()) {
        return rows(answer.path(list));
      }
    }
    return values(answer);
  }

  private static String rows(JsonNode items) {
    var rows = new ArrayList<Map<String, JsonNode>>();
    var columns = new LinkedHashSet<String>();
    for (var item : items) {
      var row = new LinkedHashMap<String, JsonNode>();
      flatten("", item, row);
      columns.addAll(row.keySet());
      rows.add(row);
    }
    // What is null in one row and an object in another would be a column of its own, always empty.
    columns.removeIf(c -> columns.stream().anyMatch(other -> other.startsWith(c + ".")));
    var text = new StringBuilder(line(columns.stream().map(Csv::cell).toList()));
    for (var row : rows) {
      text.append(line(columns.stream().map(c -> cell(row.get(c))).toList()));
    }
    return text.toString();
  }

  private static String values(JsonNode answer) {
    var values = new LinkedHashMap<String, JsonNode>();
    flatten("", answer, values);
    var text = new StringBuilder(line(List.of("name", "value")));
    values.forEach((name, value) -> text.append(line(List.of(cell(name), cell(value)))));
    return text.toString();
  }

  private static void flatten(String name, JsonNode node, Map<String, JsonNode> row) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
                      field.getValue(),
                      row));
    } else {
      row.put(name.isEmpty() ? "value" : name, node);
    }
  }

  private static String line(List<String> cells) {
    return String.join(",", cells) + END;
  }

  private static String cell(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "";
    }
    if (node.isNumber()) {
      return node.decimalValue().toPlainString();
    }
    if (node.isArray()) {
      return cell(
          StreamSupport.stream(node.spliterator(), false)
              .map(n -> n.isValueNode() ? n.asText() : n.toString())
              .collect(Collectors.joining("; ")));
    }
    return cell(node.asText());
  }

  static String cell(String text) {
    var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  private Csv() {}
}
