package heed.sentiment.training;

import heed.events.Tags.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Labelled texts in files.
 *
 * @param texts in the order of the file
 */
public record Corpus(List<Text> texts) {
  private static final int FOLDS = 5;

  /**
   * @param aspects {@code DELIVERY:NEGATIVE,...} or empty
   */
  public record Text(Label label, String aspects, String text) {
    /** A fifth is held back: no head that ships was trained on it. */
    public boolean heldBack() {
      return Math.floorMod(text.hashCode(), FOLDS) == 0;
    }
  }

  /** Our own sentences of a language: label, stars, aspects, text. */
  public static Corpus own(Path folder, String language) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (var line : Files.readAllLines(folder.resolve(language + ".tsv"))) {
      var columns = line.split("\t", 4);
      if (!line.startsWith("#")) {
        texts.add(new Text(Label.valueOf(columns[0]), columns[2], columns[3]));
      }
    }
    return new Corpus(List.copyOf(texts));
  }

  /** A gathered set: label, rating or nothing, text. */
  static Corpus gathered(Path file) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (var line : Files.readAllLines(file)) {
      var columns = line.split("\t", 3);
      texts.add(new Text(Label.valueOf(columns[0].toUpperCase(Locale.ROOT)), "", columns[2]));
    }
    return new Corpus(List.copyOf(texts));
  }

  public Corpus heldBack() {
    return new Corpus(texts.stream().filter(Text::heldBack).toList());
  }

  Corpus forTraining() {
    return new Corpus(texts.stream().filter(t -> !t.heldBack()).toList());
  }
}
