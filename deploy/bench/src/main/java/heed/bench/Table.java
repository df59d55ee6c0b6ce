package heed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as people read them. */
final class Table {
  private static final List<String> HEADS =
      List.of("row", "what", "figure", "floor", "ratio", "reach", "met", "beside it");

  /** A line for the heads, one per result, all cells aligned. */
  static List<String> lines(List<Result> results) {
    var cells = new ArrayList<List<String>>();
    cells.add(HEADS);
    results.forEach(result -> cells.add(cells(result)));
    var widths = new int[HEADS.size()];
    for (var line : cells) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return cells.stream().map(line -> aligned(line, widths)).toList();
  }

  private static String aligned(List<String> line, int[] widths) {
    var text = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      text.append(String.format(Locale.ROOT, "%-" + widths[i] + "s  ", line.get(i)));
    }
    return text.toString().stripTrailing();
  }

  private static List<String> cells(Result result) {
    var measured = result.measured();
    if (measured == null) {
      var why = "not measured: " + result.failure();
      return List.of(result.name(), result.what(), "-", "-", "-", result.reach().text(), "NO", why);
    }
    var floor = measured.floors().isEmpty() ? "-" : number(measured.floor());
    var ratio = measured.floors().isEmpty() ? "-" : ratio(measured.ratio());
    var met = result.reach().limits().isEmpty() ? "-" : result.isMet() ? "yes" : "NO";
    return List.of(
        result.name(),
        result.what(),
        number(measured.figure()) + " " + measured.unit(),
        floor,
        ratio,
        result.reach().text(),
        met,
        beside(measured));
  }

  private static String beside(Measured measured) {
    return measured.asides().entrySet().stream()
        .map(aside -> aside.getKey() + " " + number(aside.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Three digits that count, thousands apart. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    var magnitude = Math.abs(value);
    var digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** Of a floor that is far above, the digits that count. */
  static String ratio(double value) {
    return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
  }

  private Table() {}
}
