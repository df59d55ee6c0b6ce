package heed.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import heed.sentiment.training.AspectEvaluation;
import heed.sentiment.training.Corpus;
import heed.sentiment.training.Evaluation;
import heed.sentiment.training.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the model card promises, measured on the fifth of our sentences no head was trained on. */
class AccuracyTest {
  private static final double ASPECTS = 0.5;
  private static final Path CORPUS = Path.of("corpus");
  private static final LinearModel MODEL = LinearModel.shipped();

  @ParameterizedTest
  @CsvSource({"en,0.55,0.75", "lv,0.6,0.75", "sl,0.45,0.7", "de,0.45,0.8"})
  void isAsRightOnHeldBackReviewsAsTheCardSays(String language, double accuracy, double polar)
      throws IOException {
    var measured = Evaluation.of(MODEL, Corpus.own(CORPUS, language).heldBack(), language, false);

    assertThat(measured.accuracy()).isGreaterThanOrEqualTo(accuracy);
    assertThat(measured.polar()).isGreaterThanOrEqualTo(polar);
    assertThat(measured.languageRight()).isGreaterThanOrEqualTo(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "lv", "sl", "de"})
  void findsTheCausesThatOurReviewsTellOf(String language) throws IOException {
    var measured = AspectEvaluation.of(MODEL, Corpus.own(CORPUS, language));

    assertThat(measured.precision()).isGreaterThanOrEqualTo(ASPECTS);
    assertThat(measured.recall()).isGreaterThanOrEqualTo(ASPECTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sl", "de"})
  void theHeadsOfOurOwnSentencesAreWhatTrainingThemAgainGives(String language) throws IOException {
    var trained = new Recipe(CORPUS).head(language, null);

    assertThat(bytes(Heads.shipped().byLanguage().get(language))).isEqualTo(bytes(trained));
  }

  @Test
  void theHeadOfToneIsWhatTrainingItAgainGives() throws IOException {
    assertThat(bytes(Heads.shipped().toneOnly())).isEqualTo(bytes(new Recipe(CORPUS).toneOnly()));
  }

  private static byte[] bytes(Head head) throws IOException {
    var bytes = new ByteArrayOutputStream();
    head.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
