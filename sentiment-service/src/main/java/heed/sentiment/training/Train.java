package heed.sentiment.training;

import heed.sentiment.model.LinearModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./heed model train} and {@code ./heed model evaluate}: trains the weights that ship, or
 * reads those that do, and prints their figures as the tables of the model card.
 *
 * <p>A folder of gathered texts holds {@code train} and {@code dev} with {@code
 * <language>-<set>.tsv} (label, stars or nothing, text); what of it teaches is named in {@link
 * Recipe}, and all of {@code dev} judges. The same texts give the same bytes.
 */
public final class Train {
  private static final String USAGE =
      "model train and model evaluate take: --texts FOLDER, with train and dev in it";

  public static void main(String[] words) throws IOException {
    System.exit(run(words, Path.of(System.getProperty("heed.root", "."))));
  }

  /** The exit code: 0, or 2 if the words are not understood. */
  static int run(String[] words, Path root) throws IOException {
    var texts = words.length == 3 && words[1].equals("--texts") ? Path.of(words[2]) : null;
    var known = words.length > 0 && (words[0].equals("train") || words[0].equals("evaluate"));
    if (!known || (words.length > 1 && texts == null)) {
      System.err.println("heed: " + USAGE);
      return 2;
    }
    if (texts != null && !Files.isDirectory(texts.resolve("dev"))) {
      System.err.printf("heed: --texts %s has no folder dev; %s%n", texts, USAGE);
      return 2;
    }
    var module = root.resolve("sentiment-service");
    var corpus = module.resolve("corpus");
    var model = words[0].equals("train") ? trained(module, texts) : LinearModel.shipped();
    Measure.print(model, texts, corpus);
    return 0;
  }

  private static LinearModel trained(Path module, @Nullable Path texts) throws IOException {
    var recipe = new Recipe(module.resolve("corpus"));
    var weights = module.resolve("src/main/resources/heed/sentiment/model");
    System.out.println("learning from our own reviews; this takes a minute or two");
    var signs = recipe.signs();
    try (var out = Files.newOutputStream(weights.resolve(LinearModel.file("languages")))) {
      signs.writeTo(out);
    }
    var aspects = recipe.aspects();
    try (var out = Files.newOutputStream(weights.resolve(LinearModel.file("aspects")))) {
      aspects.writeTo(out);
    }
    var heads = recipe.heads(texts);
    try (var out = Files.newOutputStream(weights.resolve(LinearModel.file("linear")))) {
      heads.writeTo(out);
    }
    System.out.printf("wrote the weights into %s; the next start builds them in%n", weights);
    if (texts == null) {
      System.out.println(
          "without --texts, English, Latvian and Slovak learn from our own reviews alone and are weaker"
              + " than those that ship");
    }
    return new LinearModel(heads, signs, aspects);
  }

  private Train() {}
}
