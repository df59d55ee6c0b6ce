package heed.sentiment.training;

import heed.events.Tags.Label;
import heed.sentiment.model.AspectHead;
import heed.sentiment.model.Head;
import heed.sentiment.model.Heads;
import heed.sentiment.model.LanguageSigns;
import heed.sentiment.model.Languages;
import heed.sentiment.model.Lexicons;
import heed.sentiment.model.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which texts make which head, and how much each set counts. */
public final class Recipe {
  /** A review of ours is about a shop; most of what was gathered is not. */
  private static final double OWN = 2;

  /** Reviews of ours in other languages teach tone only. */
  private static final double FOREIGN = 0.3;

  private static final double DECAY = 1e-3;

  private record Gathered(String language, String name, double weight) {}

  /** Films and politics are far from shops: more of them made reviews worse. */
  private static final List<Gathered> GATHERED =
      List.of(
          new Gathered("en", "vader-amazon", 2),
          new Gathered("en", "vader-movies", 1),
          new Gathered("en", "vader-tweets", 0.2),
          new Gathered("lv", "ltec-food", 0.3),
          new Gathered("lv", "peisenieks", 0.3),
          new Gathered("lv", "buls-politics", 0.05),
          new Gathered("sk", "kinit-reviews", 1));

  private final Path own;
  private final List<String> written;
  private final Lexicons lexicons = new Lexicons();

  /**
   * @param own the folder of our own sentences
   */
  public Recipe(Path own) {
    this.own = own;
    this.written = Corpus.languages(own);
  }

  /** Every head; those of English, Latvian and Slovak are weaker without the gathered texts. */
  Heads heads(@Nullable Path data) throws IOException {
    Map<String, Head> heads = new TreeMap<>();
    for (var language : written) {
      heads.put(language, head(language, data));
    }
    return new Heads(heads);
  }

  /** The head of a language; without data folder from our own sentences alone. */
  public Head head(String language, @Nullable Path data) throws IOException {
    var samples = new ArrayList<>(balanced(own(language, OWN)));
    for (var other : written) {
      if (!other.equals(language)) {
        own(other, FOREIGN).forEach(s -> samples.add(s.withoutGrams()));
      }
    }
    for (var set : GATHERED) {
      if (set.language.equals(language) && data != null) {
        var file = data.resolve("train").resolve(language + "-" + set.name + ".tsv");
        samples.addAll(balanced(read(Corpus.gathered(file), language, set.weight)));
      }
    }
    return Trainer.calibrated(samples, DECAY);
  }

  /** What tells the causes, from our own reviews in all languages together. */
  public AspectHead aspects() throws IOException {
    List<AspectTrainer.Taught> texts = new ArrayList<>();
    for (var language : written) {
      for (var text : Corpus.own(own, language).forTraining().texts()) {
        texts.add(AspectTrainer.taught(text, lexicons.of(language)));
      }
    }
    return AspectTrainer.trained(texts);
  }

  /** What tells the languages apart, from our own reviews and the words of the lexicons. */
  public LanguageSigns signs() throws IOException {
    var all = Languages.COVERED;
    var learning = new LanguageSigns.Learning(all.size());
    for (var i = 0; i < all.size(); i++) {
      var language = i;
      if (written.contains(all.get(i))) {
        for (var text : Corpus.own(own, all.get(i)).forTraining().texts()) {
          learning.learn(text.text(), i, 1);
        }
      }
      lexicons.of(all.get(i)).words((word, weight) -> learning.learn(word, language, weight));
    }
    return learning.learnt();
  }

  private List<Sample> own(String language, double weight) throws IOException {
    return read(Corpus.own(own, language).forTraining(), language, weight);
  }

  private List<Sample> read(Corpus corpus, String language, double weight) {
    var lexicon = lexicons.of(language);
    return corpus.texts().stream()
        .map(t -> new Sample(Reading.of(t.text(), lexicon), t.label(), weight))
        .toList();
  }

  /** A set that skews to one label must not teach that the world does. */
  private static List<Sample> balanced(List<Sample> samples) {
    var counts = new int[Label.values().length];
    samples.forEach(s -> counts[s.label().ordinal()]++);
    var even = (double) samples.size() / counts.length;
    return samples.stream()
        .map(s -> s.weighing(Math.sqrt(even / counts[s.label().ordinal()])))
        .toList();
  }
}
