package heed.alerting.telling;

import heed.alerting.CaseBrief;
import heed.alerting.Team;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts notices to people into words: what happened, to which product, until when, and where to
 * look. Never what the customer said: mails and chats outlive an erasure.
 *
 * @param console where people work; null for no links
 */
record NoticeText(Team team, @Nullable URI console) {
  private static final int MOST_LINES = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** The most serious kinds first. */
  private static final List<String> ORDER =
      List.of("sla.breached", "case.escalated", "sla.warned", "case.opened", "case.reopened");

  /** A notice that is still true, with its case as it stands. */
  record Item(Notice notice, CaseBrief brief) {}

  String subject(List<Item> items) {
    var text = items.size() == 1 ? subject(items.getFirst()) : counts(items);
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  String body(List<Item> items) {
    var lines = new ArrayList<String>();
    if (items.size() == 1) {
      lines.add(texts().say(key(items.getFirst()), values(items.getFirst().brief())));
      lines.add("");
      lines.addAll(details(items.getFirst().brief()));
    } else {
      items.stream().limit(MOST_LINES).map(this::line).forEach(lines::add);
      if (items.size() > MOST_LINES) {
        lines.add(texts().say("more", Map.of("n", "" + (items.size() - MOST_LINES))));
      }
      if (console != null) {
        lines.add("");
        lines.add(console.toString());
      }
    }
    lines.add("");
    lines.add(texts().say("footer", Map.of("team", team.name())));
    return String.join("\n", lines) + "\n";
  }

  /** For a chat: a line that says it, and where to look. */
  List<String> chatLines(List<Item> items) {
    if (items.size() == 1) {
      return List.of(subject(items), until(items.getFirst().brief()));
    }
    var lines = new ArrayList<String>();
    lines.add(subject(items));
    items.stream().limit(MOST_LINES).map(this::line).forEach(lines::add);
    return lines;
  }

  /** Where the case is shown, or of several the console; null if nobody said where that is. */
  @Nullable String link(List<Item> items) {
    if (console == null) {
      return null;
    }
    return items.size() == 1 ? link(items.getFirst().brief()) : console.toString();
  }

  Texts texts() {
    return Texts.of(team.language());
  }

  private String subject(Item item) {
    return texts().say(key(item) + ".subject", values(item.brief()));
  }

  /** Such as: 2 breached, 37 new cases. */
  private String counts(List<Item> items) {
    var counts = new TreeMap<String, Long>(java.util.Comparator.comparing(NoticeText::rank));
    items.forEach(i -> counts.merge(key(i), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(e -> texts().say(e.getKey() + ".count", Map.of("n", "" + e.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String rank(String type) {
    var rank = ORDER.indexOf(type);
    return (rank < 0 ? ORDER.size() : rank) + type;
  }

  private String line(Item item) {
    var link = link(item.brief());
    return "- " + subject(item) + ". " + until(item.brief()) + (link == null ? "" : " " + link);
  }

  private List<String> details(CaseBrief brief) {
    var lines = new ArrayList<String>();
    lines.add(texts().say("product", values(brief)));
    lines.add(texts().say("storefront", values(brief)));
    var rating = brief.rating();
    if (rating != null) {
      var shown = rating.value() + "/" + rating.scale().max();
      lines.add(texts().say("rating", Map.of("rating", shown)));
    }
    lines.add(until(brief));
    if (link(brief) instanceof String link) {
      lines.add("");
      lines.add(link);
    }
    return lines;
  }

  private String until(CaseBrief brief) {
    var due = TIME.format(brief.dueAt().atZone(team.timeZone())) + " (" + team.timeZone() + ")";
    return texts().say("due", Map.of("due", due));
  }

  private @Nullable String link(CaseBrief brief) {
    return console == null
        ? null
        : console.toString().replaceAll("/+$", "") + "/cases/" + brief.id();
  }

  /** A kind of its own words, or those for anything else. */
  private String key(Item item) {
    var type = item.notice().type();
    return texts().has(type) ? type : "other";
  }

  private static Map<String, String> values(CaseBrief brief) {
    return Map.of("product", brief.productName(), "storefront", brief.storefront());
  }
}
