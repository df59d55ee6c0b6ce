package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What came of the reviews, for people: a line per case, and the KPIs of seven days. */
final class Report {
  private static final int PRODUCT_WIDTH = 28;

  private final Terminal terminal;
  private final DateTimeFormatter time;

  Report(Terminal terminal, ZoneId zone) {
    this.terminal = terminal;
    time = DateTimeFormatter.ofPattern("EEE dd MMM HH:mm", Locale.ENGLISH).withZone(zone);
  }

  /**
   * @param routing what was promised, as the desk's document says it
   */
  void print(List<JsonNode> cases, JsonNode routing, JsonNode kpis) {
    terminal.line("");
    terminal.line(terminal.bold("Cases opened: " + cases.size()));
    terminal.line(row("language", "product", "due", "status", "cause"));
    cases.forEach(opened -> terminal.line(caseLine(opened)));
    terminal.line("");
    terminal.line(terminal.bold("KPIs of the last 7 days"));
    kpiLines(kpis).forEach(terminal::line);
    terminal.line(line("promised", promises(routing)));
    terminal.line("");
  }

  private String caseLine(JsonNode opened) {
    return row(
        opened.path("language").asText("-"),
        product(opened.path("product")),
        due(opened.path("sla").path("dueAt")),
        status(opened),
        cause(opened.path("tags")));
  }

  private static String row(
      String language, String product, String due, String status, String cause) {
    return "  %-9s %s %-17s %-20s %s".formatted(language, fitted(product), due, status, cause);
  }

  private static String status(JsonNode opened) {
    return opened.path("status").asText() + " " + opened.path("sla").path("status").asText();
  }

  private static String fitted(String text) {
    var cut = text.length() > PRODUCT_WIDTH ? text.substring(0, PRODUCT_WIDTH - 1) + "…" : text;
    return cut + " ".repeat(PRODUCT_WIDTH - cut.length());
  }

  private static String product(JsonNode product) {
    return product.path("name").asText(product.path("id").asText());
  }

  /** The aspects complained of; a contradiction of text and rating is a cause of its own. */
  private static String cause(JsonNode tags) {
    var negative =
        StreamSupport.stream(tags.path("aspects").spliterator(), false)
            .filter(aspect -> "NEGATIVE".equals(aspect.path("sentiment").asText()))
            .map(aspect -> aspect.path("aspect").asText())
            .distinct()
            .collect(Collectors.joining(", "));
    if (tags.path("sentiment").path("mismatch").asBoolean()) {
      return negative.isEmpty() ? "text against rating" : negative + " (text against rating)";
    }
    return negative.isEmpty() ? "-" : negative;
  }

  private String due(JsonNode at) {
    return at.isTextual() ? time.format(Instant.parse(at.asText())) : "-";
  }

  private static List<String> kpiLines(JsonNode kpis) {
    var sentiment = kpis.path("sentiment");
    var sla = kpis.path("sla");
    return List.of(
        line(
            "reviews",
            "%s of %s customers".formatted(whole(kpis, "reviews"), whole(kpis, "reviewers"))),
        line(
            "rating",
            "%s of 5 (n %s)"
                .formatted(
                    decimal(kpis.path("rating"), "average"), whole(kpis.path("rating"), "count"))),
        line(
            "sentiment",
            "%s negative, %s neutral, %s positive, %s untagged"
                .formatted(
                    share(sentiment, "negative"),
                    share(sentiment, "neutral"),
                    share(sentiment, "positive"),
                    share(sentiment, "untagged"))),
        line("NPS", score(kpis.path("nps"))),
        line("European NPS", score(kpis.path("europeanNps"))),
        line(
            "CSAT",
            "%s (n %s)"
                .formatted(share(kpis.path("csat"), "value"), whole(kpis.path("csat"), "n"))),
        line(
            "CES",
            "%s of 7 (n %s)"
                .formatted(decimal(kpis.path("ces"), "mean"), whole(kpis.path("ces"), "n"))),
        line(
            "first answer",
            "%s met, %s breached, %s running, %s cancelled"
                .formatted(
                    whole(sla, "met"),
                    whole(sla, "breached"),
                    whole(sla, "running"),
                    whole(sla, "cancelled"))));
  }

  /** Each policy with the time it gives, such as: 24 h (standard), 25 s (launch-urgent). */
  private static String promises(JsonNode routing) {
    return StreamSupport.stream(routing.path("policies").spliterator(), false)
        .map(
            policy ->
                "%s (%s)"
                    .formatted(
                        spelled(Duration.parse(policy.path("firstResponse").asText())),
                        policy.path("id").asText()))
        .collect(Collectors.joining(", "));
  }

  private static String spelled(Duration time) {
    return Stream.of(
            part(time.toHours(), "h"),
            part(time.toMinutesPart(), "min"),
            part(time.toSecondsPart(), "s"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + " " + unit;
  }

  private static String line(String name, String value) {
    return "  %-16s %s".formatted(name, value);
  }

  private static String score(JsonNode nps) {
    return "%s, between %s and %s (n %s)"
        .formatted(
            decimal(nps, "value"), decimal(nps, "low"), decimal(nps, "high"), whole(nps, "n"));
  }

  private static String whole(JsonNode node, String field) {
    return node.path(field).isNumber() ? String.valueOf(node.path(field).asLong()) : "-";
  }

  private static String decimal(JsonNode node, String field) {
    var value = node.path(field);
    return value.isNumber() ? String.format(Locale.ROOT, "%.1f", value.asDouble()) : "-";
  }

  /** A share of 0-1 in percent; a count as it is. */
  private static String share(JsonNode node, String field) {
    var value = node.path(field);
    if (!value.isNumber()) {
      return "-";
    }
    return value.isIntegralNumber() && value.asLong() > 1
        ? String.valueOf(value.asLong())
        : String.format(Locale.ROOT, "%.0f %%", 100 * value.asDouble());
  }
}
