package heed.sentiment.model;

import heed.events.Tags.Aspect;
import heed.events.Tags.AspectMention;
import heed.events.Tags.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a text speaks of, clause by clause, with the clause as an exact quote. */
final class AspectReader {
  private static final Alarm[] ALARMS = Alarm.values();
  private static final int LONGEST_QUOTE = 200;
  private static final int MOST = 8;

  private static final int LABELS = Label.values().length;
  private static final Aspect[] ASPECTS = Aspect.values();

  private final Scan scan;
  private final Tone tone;
  private final @Nullable Label overall;

  private record Found(AspectMention mention, double strength) {}

  AspectReader(Scan scan, Tone tone, @Nullable Label overall) {
    this.scan = scan;
    this.tone = tone;
    this.overall = overall;
  }

  /** The mentions, strongest first. */
  List<AspectMention> mentions(AspectHead head, AspectScores scores, long salt) {
    var found = new @Nullable Clause[ASPECTS.length * LABELS];
    var clauses = Clause.of(scan, tone);
    scores.read(head, scan, clauses, salt);
    for (var c = 0; c < clauses.size(); c++) {
      for (var aspect : ASPECTS) {
        if (scores.score(c, aspect.ordinal()) > 0) {
          keepStronger(found, aspect, clauses.get(c));
        }
      }
    }
    return strongest(found);
  }

  private List<AspectMention> strongest(@Nullable Clause[] found) {
    var mentions = new ArrayList<Found>();
    for (var i = 0; i < found.length; i++) {
      var clause = found[i];
      if (clause != null) {
        var aspect = ASPECTS[i / LABELS];
        var mention = new AspectMention(aspect, labelOf(clause), quote(clause));
        mentions.add(new Found(mention, Math.abs(clause.tone())));
      }
    }
    return mentions.stream()
        .sorted(Comparator.comparingDouble(f -> -f.strength))
        .limit(MOST)
        .map(Found::mention)
        .toList();
  }

  private void keepStronger(@Nullable Clause[] found, Aspect aspect, Clause clause) {
    var at = aspect.ordinal() * LABELS + labelOf(clause).ordinal();
    var known = found[at];
    found[at] = known == null || Math.abs(clause.tone()) > Math.abs(known.tone()) ? clause : known;
  }

  private Label labelOf(Clause clause) {
    if (Math.abs(clause.tone()) < 0.3) {
      return overall == null ? Label.NEUTRAL : overall;
    }
    return clause.tone() < 0 ? Label.NEGATIVE : Label.POSITIVE;
  }

  private String quote(Clause clause) {
    var start = scan.start(clause.from());
    var end = scan.end(clause.from());
    for (var i = clause.from(); i < clause.to() && scan.end(i) - start <= LONGEST_QUOTE; i++) {
      end = scan.end(i);
    }
    var cut = Math.min(end, start + LONGEST_QUOTE);
    var halved = cut < end && Character.isHighSurrogate(scan.text().charAt(cut - 1));
    return scan.text().substring(start, halved ? cut - 1 : cut);
  }

  /** Alarms that the text raises; "no smoke" raises none. */
  static Set<Alarm> alarms(Scan scan, Tone tone) {
    var alarms = EnumSet.noneOf(Alarm.class);
    for (var i = 0; i < scan.size(); i++) {
      for (var alarm : ALARMS) {
        if (Meaning.has(tone.meaning(i), Meaning.alarm(alarm)) && !tone.negated(i)) {
          alarms.add(alarm);
        }
      }
    }
    return alarms;
  }
}
