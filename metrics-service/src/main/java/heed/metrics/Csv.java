package heed.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An answer as a table, after RFC 4180: a row per item of a list, else a row per value. Columns
 * have the dotted names that a bulk import takes. What is not known is empty, and 0 is 0; what has
 * no columns of its own is JSON.
 *
 * <p>Text that a spreadsheet would take for a formula gets an apostrophe in front of its sign, also
 * within: where {@code ;} or a tab separates, a cell begins after it, whatever the quotes say. A
 * number is a number, also below 0.
 */
final class Csv {
  private static final String END = "\r\n";

  /**
   * A sign at the beginning of what may become a cell; quotes and blanks before it hide nothing.
   */
  private static final Pattern FORMULA = Pattern.compile("(^|[;\t\r\n])([ \"]*)(?=[=+@＝＋－＠-])");

  private static final Pattern FIRST = Pattern.compile("^(?=[\t\r\n])");

  static String of(JsonNode answer, CsvColumns columns) {
    return columns.list() == null
        ? values(answer, columns.names())
        : rows(answer.path(columns.list()), columns.names());
  }

  private static String rows(JsonNode items, List<String> columns) {
    var text = new StringBuilder(line(columns.stream().map(Csv::cell).toList()));
    for (var item : items) {
      text.append(line(columns.stream().map(name -> cell(at(item, name))).toList()));
    }
    return text.toString();
  }

  private static JsonNode at(JsonNode item, String name) {
    var node = item;
    for (var part : name.split("\\.", -1)) {
      node = node.path(part);
    }
    return node;
  }

  private static String values(JsonNode answer, List<String> columns) {
    var values = new LinkedHashMap<String, JsonNode>();
    flatten("", answer, values);
    var text = new StringBuilder(line(columns));
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

  private static String cell(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
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
    return cell(node.isObject() ? node.toString() : node.asText());
  }

  static String cell(String text) {
    var signed = FORMULA.matcher(text).replaceAll("$1$2'");
    var safe = FIRST.matcher(signed).replaceFirst("'");
    return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  private Csv() {}
}
