package heed.sentiment.training;

import heed.sentiment.model.TextModel;
import java.util.Locale;

/**
 * How often the language is told without a hint.
 *
 * @param texts of whole texts, the share told rightly
 * @param triples of the texts cut into threes of words, the share told rightly
 */
public record LanguageEvaluation(int n, double texts, int triplesTried, double triples) {
  private static final int WORDS = 3;

  public static LanguageEvaluation of(TextModel model, Corpus corpus, String language) {
    var right = 0;
    var tried = 0;
    var rightly = 0;
    for (var text : corpus.texts()) {
      right += isRight(model, text.text(), language);
      var words = text.text().split("\\s+");
      for (var at = 0; at + WORDS <= words.length; at += WORDS) {
        tried++;
        rightly +=
            isRight(model, String.join(" ", words[at], words[at + 1], words[at + 2]), language);
      }
    }
    var n = corpus.texts().size();
    return new LanguageEvaluation(n, share(right, n), tried, share(rightly, tried));
  }

  private static int isRight(TextModel model, String text, String language) {
    var told = model.read(text, null).language();
    return told != null && told.code().equals(language) ? 1 : 0;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** A row of the model card. */
  String row(String set) {
    return String.format(
        Locale.ROOT, "| %s | %d | %.3f | %d | %.3f |", set, n, texts, triplesTried, triples);
  }
}
