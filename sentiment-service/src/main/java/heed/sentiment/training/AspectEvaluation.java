package heed.sentiment.training;

import heed.events.Tags.Aspect;
import heed.events.Tags.AspectMention;
import heed.sentiment.model.TextModel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How well the causes are found in texts whose aspects are known.
 *
 * @param precision of the aspects found, how many are there
 * @param recall of the aspects there, how many are found
 * @param polarity of the mentions of those found and there, how many with the right sentiment
 */
public record AspectEvaluation(int n, double precision, double recall, double polarity) {
  public static AspectEvaluation of(TextModel model, Corpus corpus) {
    return of(model, corpus, Set.of(Aspect.values()));
  }

  /**
   * Judges only the aspects that a corpus names: what it has no name for is neither wrong nor
   * right.
   */
  static AspectEvaluation ofThoseNamed(TextModel model, Corpus corpus) {
    var named =
        corpus.texts().stream()
            .flatMap(text -> text.aspects().stream())
            .map(AspectMention::aspect)
            .collect(Collectors.toSet());
    return of(model, corpus, named);
  }

  private static AspectEvaluation of(TextModel model, Corpus corpus, Set<Aspect> judged) {
    var found = 0;
    var there = 0;
    var both = 0;
    var paired = 0;
    var rightly = 0;
    for (var text : corpus.texts()) {
      var truth = told(text.aspects());
      var mentions = model.read(text.text(), null).aspects();
      var said = told(mentions.stream().filter(m -> judged.contains(m.aspect())).toList());
      var names = names(said);
      found += names.size();
      there += names(truth).size();
      names.retainAll(names(truth));
      both += names.size();
      paired += (int) said.stream().filter(t -> names.contains(name(t))).count();
      rightly += (int) said.stream().filter(truth::contains).count();
    }
    return new AspectEvaluation(
        corpus.texts().size(), share(both, found), share(both, there), share(rightly, paired));
  }

  /** The mean of precision and recall that the worse one pulls down. */
  public double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private static Set<String> told(List<AspectMention> mentions) {
    return mentions.stream().map(m -> m.aspect() + ":" + m.sentiment()).collect(Collectors.toSet());
  }

  private static Set<String> names(Set<String> told) {
    return told.stream().map(AspectEvaluation::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(String told) {
    return told.substring(0, told.indexOf(':'));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** A row of the model card. */
  String row(String set) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %.3f | %.3f |",
        set,
        n,
        precision,
        recall,
        f1(),
        polarity);
  }
}
