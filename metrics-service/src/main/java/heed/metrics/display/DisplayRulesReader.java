package heed.metrics.display;

import com.fasterxml.jackson.databind.JsonNode;
import heed.door.FieldError;
import heed.events.Channel;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the document, and tells everything that is wrong with it at once. */
public final class DisplayRulesReader {
  private static final int MOST_RULES = 200;
  private static final int MOST_VALUES = 500;
  private static final int LONGEST = 200;
  private static final Set<String> RULE = Set.of("name", "when", "publishAfter");
  private static final Set<String> WHEN =
      Set.of("storefront", "product", "channel", "country", "language", "verified");
  private static final Set<String> CHANNELS =
      Arrays.stream(Channel.values()).map(Enum::name).collect(Collectors.toSet());

  /** What a review thinks of the product, by any name. */
  private static final Set<String> OPINIONS =
      Set.of(
          "rating",
          "ratings",
          "stars",
          "star",
          "score",
          "sentiment",
          "label",
          "tags",
          "survey",
          "nps",
          "csat",
          "ces",
          "aspect",
          "aspects",
          "urgency",
          "mismatch",
          "positive",
          "negative",
          "scorebelow",
          "scoreabove",
          "minrating",
          "maxrating",
          "minstars",
          "maxstars");

  private static final String SAME_FOR_ALL =
      " cannot be in a rule: what is displayed must not depend on how good a review is. Showing the good"
          + " ones rather than the bad misleads buyers and is unlawful (EU: Directive 2005/29/EC, Annex I,"
          + " 23b and 23c; US: 16 CFR 465.7). Leave it out; spam and abuse are held whatever the rating";

  private final List<FieldError> faults = new ArrayList<>();

  /** The document, or what is wrong with it. */
  public record Read(DisplayRules rules, List<FieldError> faults) {}

  public static Read read(@Nullable JsonNode document) {
    var reader = new DisplayRulesReader();
    var rules = reader.rules(document);
    return new Read(new DisplayRules(rules), reader.faults);
  }

  private List<DisplayRule> rules(@Nullable JsonNode document) {
    var rules = new ArrayList<DisplayRule>();
    if (document == null || !document.isObject()) {
      faults.add(new FieldError("", "the document must be one JSON object with rules"));
      return rules;
    }
    onlyKnown("", document, Set.of("rules"));
    var list = document.path("rules");
    if (!list.isArray() || list.size() > MOST_RULES) {
      fault("/rules", "rules must be a list of at most " + MOST_RULES);
      return rules;
    }
    var names = new HashSet<String>();
    for (var i = 0; i < list.size(); i++) {
      var rule = rule("/rules/" + i, list.get(i));
      if (rule != null && !names.add(rule.name())) {
        fault("/rules/" + i + "/name", "name is that of another rule; each needs its own");
      }
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable DisplayRule rule(String at, JsonNode rule) {
    if (!rule.isObject()) {
      fault(at, "a rule must be an object with name, when and publishAfter");
      return null;
    }
    onlyKnown(at, rule, RULE);
    var name = rule.path("name").asText("").strip();
    if (!rule.path("name").isTextual() || name.isEmpty() || unfit(name)) {
      fault(at + "/name", "name must be 1 to " + LONGEST + " characters");
    }
    var when = rule.has("when") ? when(at + "/when", rule.get("when")) : DisplayRule.When.ALWAYS;
    return new DisplayRule(name, when, after(at + "/publishAfter", rule.get("publishAfter")));
  }

  private DisplayRule.When when(String at, JsonNode when) {
    if (!when.isObject()) {
      fault(at, "when must be an object");
      return DisplayRule.When.ALWAYS;
    }
    onlyKnown(at, when, WHEN);
    var verified = when.get("verified");
    if (verified != null && !verified.isBoolean()) {
      fault(at + "/verified", "verified must be true or false");
    }
    var channels = values(at, when, "channel", c -> c.toUpperCase(Locale.ROOT));
    if (channels != null && !CHANNELS.containsAll(channels)) {
      fault(at + "/channel", "channel must be of " + String.join(", ", CHANNELS));
    }
    return new DisplayRule.When(
        values(at, when, "storefront", UnaryOperator.identity()),
        values(at, when, "product", UnaryOperator.identity()),
        channels,
        values(at, when, "country", c -> c.toUpperCase(Locale.ROOT)),
        values(at, when, "language", l -> String.valueOf(DisplayRule.primary(l))),
        verified == null ? null : verified.booleanValue());
  }

  private @Nullable List<String> values(
      String at, JsonNode when, String field, UnaryOperator<String> meant) {
    var value = when.get(field);
    if (value == null) {
      return null;
    }
    var several = value.isArray() ? value : null;
    var read = new ArrayList<String>();
    for (var i = 0; i < (several == null ? 1 : several.size()); i++) {
      var one = several == null ? value : several.get(i);
      if (!one.isTextual() || one.asText().isBlank() || unfit(one.asText())) {
        fault(at + "/" + field, field + " must be a text or a list of texts");
        return null;
      }
      read.add(meant.apply(one.asText().strip()));
    }
    if (read.isEmpty() || read.size() > MOST_VALUES) {
      fault(at + "/" + field, field + " must name 1 to " + MOST_VALUES + "; leave it out for all");
    }
    return read;
  }

  private Duration after(String at, @Nullable JsonNode value) {
    if (value == null) {
      return Duration.ZERO;
    }
    try {
      var after = Duration.parse(value.asText());
      if (value.isTextual() && !after.isNegative() && after.compareTo(DisplayRule.LONGEST) <= 0) {
        return after;
      }
    } catch (DateTimeException e) {
      // told below
    }
    fault(at, "publishAfter must be an ISO 8601 duration from PT0S to P365D, such as PT24H");
    return Duration.ZERO;
  }

  private void onlyKnown(String at, JsonNode object, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (OPINIONS.contains(name.toLowerCase(Locale.ROOT))) {
                fault(at + "/" + name, name + SAME_FOR_ALL);
              } else if (!known.contains(name)) {
                fault(at + "/" + name, "there is no such field; there is " + sorted(known));
              }
            });
  }

  private static boolean unfit(String text) {
    return text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl);
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private void fault(String pointer, String detail) {
    faults.add(new FieldError(pointer, detail));
  }

  private DisplayRulesReader() {}
}
