package heed.sentiment.training;

import heed.events.Channel;
import heed.events.Tags.Aspect;
import heed.events.Tags.AspectMention;
import heed.events.Tags.Label;
import heed.events.Tags.Urgency;
import heed.sentiment.model.Languages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Labelled texts in files.
 *
 * @param texts in the order of the file
 */
public record Corpus(List<Text> texts) {
  private static final int FOLDS = 5;
  private static final int COLUMNS = 6;
  private static final Map<String, Aspect> GATHERED_ASPECTS =
      Map.of(
          "price", Aspect.PRICE,
          "delivery", Aspect.DELIVERY,
          "support", Aspect.SUPPORT,
          "quality", Aspect.QUALITY,
          "food", Aspect.QUALITY,
          "usability", Aspect.USABILITY);

  /** A labelled text; a gathered one has a label only. */
  public record Text(
      Label label,
      int stars,
      Channel channel,
      Urgency urgency,
      List<AspectMention> aspects,
      String text) {
    /** A fifth is held back: no head that ships was trained on it. */
    public boolean heldBack() {
      return Math.floorMod(text.hashCode(), FOLDS) == 0;
    }
  }

  /** The covered languages that we have written reviews in, in the order they are covered. */
  public static List<String> languages(Path folder) {
    return Languages.COVERED.stream()
        .filter(language -> Files.exists(folder.resolve(language + ".tsv")))
        .toList();
  }

  /** Our own reviews of a language: label, stars, channel, urgency, aspects with quotes, text. */
  public static Corpus own(Path folder, String language) throws IOException {
    List<Text> texts = new ArrayList<>();
    var number = 0;
    for (var line : Files.readAllLines(folder.resolve(language + ".tsv"))) {
      number++;
      if (!line.startsWith("#") && !line.isEmpty()) {
        texts.add(own(line, language + ".tsv, line " + number));
      }
    }
    return new Corpus(List.copyOf(texts));
  }

  private static Text own(String line, String place) {
    var columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "%s has %d columns, must have %d".formatted(place, columns.length, COLUMNS));
    }
    try {
      return new Text(
          Label.valueOf(columns[0]),
          Integer.parseInt(columns[1]),
          Channel.valueOf(columns[2]),
          Urgency.valueOf(columns[3]),
          aspects(columns[4]),
          columns[5]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static List<AspectMention> aspects(String column) {
    return Stream.of(column.split(" \\| "))
        .filter(a -> !a.isEmpty())
        .map(a -> a.split(":", 3))
        .map(a -> new AspectMention(Aspect.valueOf(a[0]), Label.valueOf(a[1]), a[2]))
        .toList();
  }

  /** A gathered set: label, rating or nothing, text. */
  static Corpus gathered(Path file) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (var line : Files.readAllLines(file)) {
      var columns = line.split("\t", 3);
      var label = Label.valueOf(columns[0].toUpperCase(Locale.ROOT));
      texts.add(new Text(label, 0, Channel.IMPORT, Urgency.NORMAL, List.of(), columns[2]));
    }
    return new Corpus(List.copyOf(texts));
  }

  /**
   * A gathered set whose causes are named, with a header: split, sentiment, causes as in the
   * source, causes by common names ({@code price:negative|food:positive}), text. Read is what is
   * named {@code dev}; of the causes only those that mean one of ours.
   */
  static Corpus gatheredAspects(Path file) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (var line : Files.readAllLines(file)) {
      var columns = line.split("\t", 5);
      if (columns[0].equals("dev")) {
        var aspects =
            Stream.of(columns[3].split("\\|"))
                .filter(a -> GATHERED_ASPECTS.containsKey(a.replaceAll(":.*", "")))
                .map(Corpus::mention)
                .toList();
        texts.add(new Text(Label.NEUTRAL, 0, Channel.IMPORT, Urgency.NORMAL, aspects, columns[4]));
      }
    }
    return new Corpus(List.copyOf(texts));
  }

  private static AspectMention mention(String gathered) {
    var parts = gathered.split(":", 2);
    var aspect = GATHERED_ASPECTS.get(parts[0]);
    var label = parts[1].equals("conflict") ? "neutral" : parts[1];
    return new AspectMention(
        Objects.requireNonNull(aspect), Label.valueOf(label.toUpperCase(Locale.ROOT)), "");
  }

  public Corpus heldBack() {
    return new Corpus(texts.stream().filter(Text::heldBack).toList());
  }

  Corpus forTraining() {
    return new Corpus(texts.stream().filter(t -> !t.heldBack()).toList());
  }
}
