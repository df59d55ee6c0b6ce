package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the desk looks like after a scenario: how far the cases are, how late, and why. */
final class SceneReport {
  private final List<JsonNode> cases;
  private final Tally tally;

  SceneReport(List<JsonNode> cases, Tally tally) {
    this.cases = cases;
    this.tally = tally;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("The scenario");
    lines.add(
        line(
            "posted",
            "%d reviews, %d of them again word for word, %d edited"
                .formatted(tally.reviews(), tally.retries(), tally.edits())));
    lines.add(line("arrived", tally.reviews() + ", each as it was posted last"));
    lines.add(line("cases", cases.size() + counted(one -> one.path("status").asText())));
    lines.add(line("priority", counts(one -> Stream.of(one.path("priority").asText()))));
    lines.add(
        line(
            "the promise",
            "%d late, %d at risk, %d answered in time, %d with time left"
                .formatted(sla("BREACHED"), sla("AT_RISK"), sla("MET"), sla("RUNNING"))));
    lines.add(line("causes", counts(SceneReport::causes)));
    lines.add(line("recovered", String.valueOf(told("case.recovered"))));
    lines.add(line("revised", String.valueOf(told("case.revised"))));
    if (tally.refused() > 0) {
      lines.add(line("refused", tally.refused() + " requests, each with its problem"));
    }
    return lines;
  }

  /** How many letters lie where, and why. */
  List<String> letterLines(List<Broker.Letter> letters) {
    var lines = new ArrayList<String>();
    lines.add(line("laid aside", letters.size() + " dead letters"));
    var alike = new TreeMap<String, Long>();
    for (var letter : letters) {
      var what = "%s, from %s: %s".formatted(letter.topic(), letter.origin(), letter.reason());
      alike.merge(what, 1L, Long::sum);
    }
    alike.forEach((what, n) -> lines.add("    %d in %s".formatted(n, what)));
    return lines;
  }

  /** What a refusal says is wrong, in one line. */
  static String fault(Client.Answer answer) {
    var body = answer.json();
    if (body.has("rejected")) {
      return "accepted %d, rejected %d"
          .formatted(body.path("accepted").asInt(), body.path("rejected").asInt());
    }
    var first = body.path("errors").path(0).path("detail");
    var detail = body.path("detail").asText(body.path("title").asText("-"));
    return first.isTextual() ? first.asText() : detail;
  }

  private static Stream<String> causes(JsonNode one) {
    return StreamSupport.stream(one.path("tags").path("aspects").spliterator(), false)
        .filter(aspect -> "NEGATIVE".equals(aspect.path("sentiment").asText()))
        .map(aspect -> aspect.path("aspect").asText())
        .distinct();
  }

  private long sla(String status) {
    return cases.stream()
        .filter(one -> status.equals(one.path("sla").path("status").asText()))
        .count();
  }

  /** Cases in whose timeline it is. */
  private long told(String type) {
    return cases.stream()
        .filter(one -> one.path("timeline").findValuesAsText("type").contains(type))
        .count();
  }

  private String counted(Function<JsonNode, String> what) {
    var counts = counts(one -> Stream.of(what.apply(one)));
    return cases.isEmpty() ? "" : ": " + counts;
  }

  /** The most frequent first. */
  private String counts(Function<JsonNode, Stream<String>> what) {
    var counts =
        cases.stream()
            .flatMap(what)
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "-"
        : counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
  }

  private static String line(String name, String value) {
    return "  %-16s %s".formatted(name, value);
  }
}
