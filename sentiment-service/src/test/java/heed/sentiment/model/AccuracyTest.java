package heed.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import heed.sentiment.training.AspectEvaluation;
import heed.sentiment.training.Corpus;
import heed.sentiment.training.Evaluation;
import heed.sentiment.training.LanguageEvaluation;
import heed.sentiment.training.Recipe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the model card promises, measured on the fifth of our reviews no head was trained on. */
class AccuracyTest {
  private static final Path CORPUS = Path.of("corpus");
  private static final LinearModel MODEL = LinearModel.shipped();

  static List<String> languages() {
    return Corpus.languages(CORPUS);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void isAsRightOnHeldBackReviewsAsTheCardSays(String language) throws IOException {
    var measured = Evaluation.of(MODEL, Corpus.own(CORPUS, language).heldBack(), language, false);

    assertThat(measured.accuracy()).isGreaterThanOrEqualTo(0.62);
    assertThat(measured.balanced()).isGreaterThanOrEqualTo(0.74);
    assertThat(measured.languageRight()).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void tellsTheLanguageOfThreeWords() throws IOException {
    var tried = 0;
    var right = 0.0;
    for (var language : languages()) {
      var held = Corpus.own(CORPUS, language).heldBack();
      var measured = LanguageEvaluation.of(MODEL, held, language);
      tried += measured.triplesTried();
      right += measured.triples() * measured.triplesTried();
    }

    assertThat(right / tried).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void findsTheCausesThatHeldBackReviewsTellOf() throws IOException {
    var sum = 0.0;
    for (var language : languages()) {
      sum += AspectEvaluation.of(MODEL, Corpus.own(CORPUS, language).heldBack()).f1();
    }

    assertThat(sum / languages().size()).isGreaterThanOrEqualTo(0.74);
  }

  @Test
  void whatOurOwnReviewsTeachIsWhatTrainingAgainGives() throws IOException {
    var recipe = new Recipe(CORPUS);
    var signs = new ByteArrayOutputStream();
    recipe.signs().writeTo(signs);
    var aspects = new ByteArrayOutputStream();
    recipe.aspects().writeTo(aspects);

    assertThat(inflated(signs.toByteArray())).isEqualTo(resource(LinearModel.file("languages")));
    assertThat(inflated(aspects.toByteArray())).isEqualTo(resource(LinearModel.file("aspects")));
    assertThat(bytes(Heads.shipped().byLanguage().get("de")))
        .isEqualTo(bytes(recipe.head("de", null)));
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = LinearModel.class.getResourceAsStream(name)) {
      return inflated(in.readAllBytes());
    }
  }

  /** Not every JDK deflates alike. */
  private static byte[] inflated(byte[] file) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(Head head) throws IOException {
    var bytes = new ByteArrayOutputStream();
    head.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
