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
    return amongEachOther(clauses);
  }

  /** Cuts at each joining word on both sides of which a cause of its own is named. */
  private static void addParted(List<Clause> clauses, Tone tone, int from, int to) {
    var after = new int[to - from + 1];
    for (var i = to - 1; i >= from; i--) {
      after[i - from] = after[i - from + 1] | (tone.meaning(i) & Meaning.ASPECTS);
    }
    var begin = from;
    var before = 0;
    for (var i = from; i < to - 1; i++) {
      var joins = i > begin && Meaning.has(tone.meaning(i), Meaning.JOINING);
      if (joins && before != 0 && (after[i + 1 - from] & ~before) != 0) {
        clauses.add(of(tone, begin, i));
        begin = i + 1;
        before = 0;
      } else {
        before |= tone.meaning(i) & Meaning.ASPECTS;
      }
    }
    clauses.add(of(tone, begin, to));
  }

  private static Clause of(Tone tone, int from, int to) {
    var meanings = 0;
    for (var i = from; i < to; i++) {
      meanings |= tone.meaning(i);
    }
    return new Clause(from, to, tone.sum(from, to), meanings & Meaning.ASPECTS, 0);
  }

  private static List<Clause> amongEachOther(List<Clause> clauses) {
    var once = 0;
    var often = 0;
    for (var clause : clauses) {
      often |= once & clause.aspects;
      once |= clause.aspects;
    }
    for (var i = 0; i < clauses.size(); i++) {
      var clause = clauses.get(i);
      var elsewhere = often | (once & ~clause.aspects);
      clauses.set(i, new Clause(clause.from, clause.to, clause.tone, clause.aspects, elsewhere));
    }
    return clauses;
  }
}
