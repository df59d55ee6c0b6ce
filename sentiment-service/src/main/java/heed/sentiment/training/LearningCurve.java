package heed.sentiment.training;

import heed.events.Tags.Label;
import heed.sentiment.model.Head;
import heed.sentiment.model.Heads;
import heed.sentiment.model.Lexicons;
import heed.sentiment.model.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How far a shop's own stars go, for evaluation only: {@code LearningCurve <train.tsv> <dev.tsv>},
 * whose names begin with the language. The rows of the first (label, rating, text) are the shop's
 * stream; the second judges. Nothing is kept.
 */
public final class LearningCurve {
  private static final List<Integer> STEPS = List.of(0, 100, 500, 2000);

  public static void main(String[] files) throws IOException {
    var language = Path.of(files[0]).getFileName().toString().substring(0, 2);
    var stream = samples(Path.of(files[0]), language);
    var dev = samples(Path.of(files[1]), language);
    var shipped = Heads.shipped().of(language);
    System.out.println("reviews of the shop | polar accuracy (mean recall) | plain accuracy");
    for (int n : STEPS) {
      var seen = stream.subList(0, Math.min(n, stream.size()));
      var head = n == 0 ? shipped : Retraining.of(shipped, seen);
      System.out.printf(
          Locale.ROOT, "%d | %.3f | %.3f%n", seen.size(), polar(head, dev), plain(head, dev));
    }
  }

  private static List<Sample> samples(Path file, String language) throws IOException {
    var lexicon = new Lexicons().of(language);
    return Corpus.gathered(file).texts().stream()
        .map(t -> new Sample(Reading.of(t.text(), lexicon), t.label(), 1))
        .toList();
  }

  private static double polar(Head head, List<Sample> dev) {
    return (right(head, dev, Label.NEGATIVE) + right(head, dev, Label.POSITIVE)) / 2;
  }

  private static double right(Head head, List<Sample> dev, Label label) {
    var of = dev.stream().filter(s -> s.label() == label).toList();
    return of.stream().filter(s -> polarRight(head, s)).count() / (double) of.size();
  }

  private static double plain(Head head, List<Sample> dev) {
    var polar = dev.stream().filter(s -> s.label() != Label.NEUTRAL).toList();
    return polar.stream().filter(s -> polarRight(head, s)).count() / (double) polar.size();
  }

  private static boolean polarRight(Head head, Sample sample) {
    var stance = head.stance(sample.reading());
    return (stance.negative() >= stance.positive()) == (sample.label() == Label.NEGATIVE);
  }

  private LearningCurve() {}
}
