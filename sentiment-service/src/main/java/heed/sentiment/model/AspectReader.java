package heed.sentiment.model;

import heed.events.Tags.Aspect;
import heed.events.Tags.AspectMention;
import heed.events.Tags.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a text speaks of, clause by clause, with the clause as an exact quote. */
final class AspectReader {
  private static final int LONGEST_QUOTE = 200;
  private static final int MOST = 8;

  private final String text;
  private final List<Token> tokens;
  private final Tone tone;
  private final @Nullable Label overall;

  private record Clause(int from, int to, double tone) {}

  private record Found(AspectMention mention, double strength) {}

  AspectReader(String text, List<Token> tokens, Tone tone, @Nullable Label overall) {
    this.text = text;
    this.tokens = tokens;
    this.tone = tone;
    this.overall = overall;
  }

  /** The mentions, strongest first; a complaint that names no cause counts as OTHER. */
  List<AspectMention> mentions() {
    Map<String, Found> found = new LinkedHashMap<>();
    Clause worst = null;
    for (var clause : clauses()) {
      for (var aspect : Aspect.values()) {
        if (speaksOf(clause, aspect)) {
          keepStronger(found, aspect, clause);
        }
      }
      worst = worst == null || clause.tone < worst.tone ? clause : worst;
    }
    if (found.isEmpty() && worst != null && worst.tone < 0 && overall == Label.NEGATIVE) {
      keepStronger(found, Aspect.OTHER, worst);
    }
    return found.values().stream()
        .sorted(Comparator.comparingDouble(f -> -f.strength))
        .limit(MOST)
        .map(Found::mention)
        .toList();
  }

  private void keepStronger(Map<String, Found> found, Aspect aspect, Clause clause) {
    var label = labelOf(clause);
    var strength = Math.abs(clause.tone);
    var known = found.get(aspect.name() + label);
    if (known == null || strength > known.strength) {
      found.put(
          aspect.name() + label,
          new Found(new AspectMention(aspect, label, quote(clause)), strength));
    }
  }

  private Label labelOf(Clause clause) {
    if (Math.abs(clause.tone) < 0.3) {
      return overall == null ? Label.NEUTRAL : overall;
    }
    return clause.tone < 0 ? Label.NEGATIVE : Label.POSITIVE;
  }

  private boolean speaksOf(Clause clause, Aspect aspect) {
    for (var i = clause.from; i < clause.to; i++) {
      if (Meaning.has(tone.meaning(i), Meaning.aspect(aspect))) {
        return true;
      }
    }
    return false;
  }

  private List<Clause> clauses() {
    List<Clause> clauses = new ArrayList<>();
    var from = 0;
    for (var i = 0; i <= tokens.size(); i++) {
      var contrast = i < tokens.size() && Meaning.has(tone.meaning(i), Meaning.CONTRAST);
      if (i == tokens.size() || tokens.get(i).endsClause() || contrast) {
        if (i > from) {
          clauses.add(new Clause(from, i, tone.sum(from, i)));
        }
        from = contrast ? i : i + 1;
      }
    }
    return clauses;
  }

  private String quote(Clause clause) {
    var start = tokens.get(clause.from).start();
    var end = tokens.get(clause.from).end();
    for (var i = clause.from; i < clause.to && tokens.get(i).end() - start <= LONGEST_QUOTE; i++) {
      end = tokens.get(i).end();
    }
    return text.substring(start, end);
  }

  /** Alarms that the text raises; "no smoke" raises none. */
  static Set<Alarm> alarms(List<Token> tokens, Tone tone) {
    var alarms = EnumSet.noneOf(Alarm.class);
    for (var i = 0; i < tokens.size(); i++) {
      for (var alarm : Alarm.values()) {
        if (Meaning.has(tone.meaning(i), Meaning.alarm(alarm)) && !tone.negated(i)) {
          alarms.add(alarm);
        }
      }
    }
    return alarms;
  }
}
