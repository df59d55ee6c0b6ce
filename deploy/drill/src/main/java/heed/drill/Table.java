package heed.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** The drills that were run, a row each, for people and for programs. */
final class Table {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String ROW = "%-22s %6s %9s %12s %10s %6s %10s %9s  %s";

  private final List<Row> rows = new CopyOnWriteArrayList<>();

  record Row(int number, String drill, long seed, Outcome outcome) {
    String name() {
      return number == 0 ? drill : number + " " + drill;
    }
  }

  Row add(Drill drill, long seed, Outcome outcome) {
    var row = new Row(drill.number(), drill.name(), seed, outcome);
    rows.add(row);
    return row;
  }

  boolean passed() {
    return rows.stream().allMatch(row -> row.outcome().passed());
  }

  String text() {
    var lines = new ArrayList<String>();
    lines.add(
        ROW.formatted(
            "drill",
            "seed",
            "sent",
            "acknowledged",
            "indefinite",
            "lost",
            "duplicated",
            "recovery",
            ""));
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines);
  }

  private static String line(Row row) {
    var outcome = row.outcome();
    return ROW.formatted(
            row.name(),
            row.seed(),
            outcome.sent(),
            outcome.acknowledged(),
            outcome.indefinite(),
            outcome.lost(),
            outcome.duplicated(),
            recovery(outcome),
            outcome.passed() ? "passed" : "FAILED " + String.join("; ", outcome.broken()))
        .stripTrailing();
  }

  private static String recovery(Outcome outcome) {
    return outcome.recovery() < 0 ? "-" : String.format(Locale.ROOT, "%.1f s", outcome.recovery());
  }

  /** An array with an object per row. */
  void write(Path file) throws IOException {
    var array = JSON.createArrayNode();
    rows.forEach(row -> array.add(json(row)));
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, JSON.writeValueAsString(array) + "\n");
  }

  private static ObjectNode json(Row row) {
    var outcome = row.outcome();
    var json =
        JSON.createObjectNode()
            .put("name", row.drill())
            .put("number", row.number())
            .put("seed", row.seed())
            .put("sent", outcome.sent())
            .put("acknowledged", outcome.acknowledged())
            .put("indefinite", outcome.indefinite())
            .put("lost", outcome.lost())
            .put("duplicated", outcome.duplicated());
    if (outcome.recovery() < 0) {
      json.putNull("recovery");
    } else {
      json.put("recovery", Math.round(outcome.recovery() * 10) / 10.0);
    }
    json.put("passed", outcome.passed());
    outcome.broken().forEach(json.putArray("broken")::add);
    outcome.notes().forEach(json.putArray("notes")::add);
    return json;
  }
}
