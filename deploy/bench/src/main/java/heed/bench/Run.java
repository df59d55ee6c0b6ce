package heed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole run as JSON: where, of what, when, and every row with its samples.
 *
 * @param commit of the working tree, with {@code +} where it was changed; empty if unknown
 * @param date when it ended, RFC 3339
 */
record Run(Machine machine, String commit, String date, boolean quick, List<Result> results) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ObjectNode json() {
    var json = JSON.createObjectNode();
    json.putObject("machine")
        .put("key", machine.key())
        .put("cpu", machine.cpu())
        .put("cores", machine.cores())
        .put("memoryMegabytes", machine.memoryMegabytes())
        .put("os", machine.os())
        .put("jdk", machine.jdk());
    json.put("commit", commit).put("date", date).put("quick", quick);
    var rows = json.putArray("rows");
    results.forEach(result -> row(rows.addObject(), result));
    return json;
  }

  private static void row(ObjectNode row, Result result) {
    row.put("name", result.name()).put("what", result.what());
    row.put("reach", result.reach().text()).put("met", result.isMet());
    var measured = result.measured();
    if (measured == null) {
      row.put("failure", result.failure());
      return;
    }
    row.put("unit", measured.unit()).put("figure", measured.figure());
    samples(row.putArray("samples"), measured.samples());
    if (!measured.floors().isEmpty()) {
      row.put("floor", measured.floor()).put("ratio", measured.ratio());
      samples(row.putArray("floors"), measured.floors());
    }
    var asides = row.putObject("asides");
    measured.asides().forEach(asides::put);
  }

  private static void samples(ArrayNode into, List<Double> samples) {
    samples.forEach(into::add);
  }

  /** What a history's lines tell of ratios, in their order; a line that is none is passed over. */
  static List<History.Past> past(List<String> lines) {
    var past = new ArrayList<History.Past>();
    for (var line : lines) {
      try {
        var run = JSON.readTree(line);
        var key = run.path("machine").path("key").asText();
        for (var row : run.path("rows")) {
          if (row.has("ratio")) {
            past.add(
                new History.Past(
                    key,
                    run.path("quick").asBoolean(),
                    row.path("name").asText(),
                    row.path("ratio").asDouble()));
          }
        }
      } catch (JsonProcessingException e) {
        continue; // cut short by a full disk: the others still tell
      }
    }
    return past;
  }

  /** The rows whose ratio fell, in sentences. */
  List<String> falls(List<History.Past> past) {
    var falls = new ArrayList<String>();
    for (var result : results) {
      var measured = result.measured();
      if (measured != null && !measured.floors().isEmpty()) {
        var fall = History.fall(past, machine.key(), quick, result.name(), measured.ratio());
        if (fall != null) {
          falls.add(fall);
        }
      }
    }
    return falls;
  }
}
