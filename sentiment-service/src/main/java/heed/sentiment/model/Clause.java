package heed.sentiment.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of tokens between pauses, stops and words of contrast; "late and nobody answers" is two, as
 * each side of the joining word names a cause of its own.
 *
 * @param to exclusive
 * @param tone below 0 complaint, above 0 praise
 * @param aspects the bits of {@link Meaning} for the aspects that the lexicon names in it
 * @param elsewhere the same for the rest of the text
 */
record Clause(int from, int to, double tone, int aspects, int elsewhere) {
  static List<Clause> of(Scan scan, Tone tone) {
    List<Clause> clauses = new ArrayList<>();
    var from = 0;
    for (var i = 0; i <= scan.size(); i++) {
      var contrast = i < scan.size() && Meaning.has(tone.meaning(i), Meaning.CONTRAST);
      if (i == scan.size() || scan.endsClause(i) || contrast) {
        if (i > from) {
          addParted(clauses, tone, from, i);
        }
        from = contrast ? i : i + 1;
      }
    }
    for (var i = 0; i < clauses.size(); i++) {
      clauses.set(i, clauses.get(i).among(clauses));
    }
    return clauses;
  }

  private static void addParted(List<Clause> clauses, Tone tone, int from, int to) {
    for (var i = from + 1; i < to - 1; i++) {
      if (Meaning.has(tone.meaning(i), Meaning.JOINING)) {
        var before = of(tone, from, i);
        var after = of(tone, i + 1, to);
        if (before.aspects != 0 && (after.aspects & ~before.aspects) != 0) {
          clauses.add(before);
          addParted(clauses, tone, i + 1, to);
          return;
        }
      }
    }
    clauses.add(of(tone, from, to));
  }

  private static Clause of(Tone tone, int from, int to) {
    var meanings = 0;
    for (var i = from; i < to; i++) {
      meanings |= tone.meaning(i);
    }
    return new Clause(from, to, tone.sum(from, to), meanings & Meaning.ASPECTS, 0);
  }

  private Clause among(List<Clause> all) {
    var rest = 0;
    for (var other : all) {
      rest |= other.from == from ? 0 : other.aspects;
    }
    return new Clause(from, to, tone, aspects, rest);
  }
}
