package heed.sentiment.training;

import heed.sentiment.model.Languages;
import heed.sentiment.model.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Prints a model's figures as the table of the model card. */
final class Measure {

  /**
   * @param texts a folder with {@code dev} of gathered texts, or null to judge by our own alone
   */
  static void print(TextModel model, @Nullable Path texts, Path own) throws IOException {
    sentiment(model, texts, own);
    System.out.println("\n| aspects in | n | precision | recall | F1 | right sentiment |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    for (var language : Corpus.languages(own)) {
      var all = AspectEvaluation.of(model, Corpus.own(own, language).heldBack());
      System.out.println(all.row(language + " own, held back"));
    }
    if (texts != null && Files.isDirectory(texts.resolve("aspects"))) {
      gatheredAspects(model, texts.resolve("aspects"));
    }
    System.out.println("\n| language of | texts | right | of three words | right |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (var language : Corpus.languages(own)) {
      var held = Corpus.own(own, language).heldBack();
      var told = LanguageEvaluation.of(model, held, language);
      System.out.println(told.row(language + " own, held back"));
    }
  }

  private static void sentiment(TextModel model, @Nullable Path texts, Path own)
      throws IOException {
    System.out.println(
        """
        | set | n | accuracy | macro-F1 | polar | recall of both | negatives found at 85 % precision | coverage | \
        calibration error | language right |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |""");
    for (var language : Corpus.languages(own)) {
      var held = Corpus.own(own, language).heldBack();
      System.out.println(
          Evaluation.of(model, held, language, false).row(language + " own, held back"));
    }
    if (texts != null) {
      gathered(model, texts.resolve("dev"));
    }
  }

  private static void gathered(TextModel model, Path dev) throws IOException {
    try (var files = Files.list(dev)) {
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString().replace(".tsv", "");
        var language = name.substring(0, 2);
        if (Languages.COVERED.contains(language)) {
          System.out.println(
              Evaluation.of(model, Corpus.gathered(file), language, false).row(name));
        }
      }
    }
  }

  private static void gatheredAspects(TextModel model, Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString().replace(".tsv", "");
        var corpus = Corpus.gatheredAspects(file);
        if (Languages.COVERED.contains(name.substring(0, 2)) && !corpus.texts().isEmpty()) {
          System.out.println(AspectEvaluation.ofThoseNamed(model, corpus).row(name));
        }
      }
    }
  }

  private Measure() {}
}
