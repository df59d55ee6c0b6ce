package heed.sentiment.training;

import heed.sentiment.model.LinearModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Trains the weights that ship and prints their figures: {@code Train <data folder> <module
 * folder>}. The data folder holds {@code train} and {@code dev} with {@code <language>-<set>.tsv};
 * what of it is used is named in {@link Recipe}. The same data gives the same bytes.
 */
public final class Train {
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: Train <data folder> <module folder>");
      System.exit(2);
    }
    var data = Path.of(arguments[0]);
    var module = Path.of(arguments[1]);
    var recipe = new Recipe(module.resolve("corpus"));
    var resources = module.resolve("src/main/resources/heed/sentiment/model");
    var signs = recipe.signs();
    try (var out = Files.newOutputStream(resources.resolve("languages-2026.2.bin"))) {
      signs.writeTo(out);
    }
    var aspects = recipe.aspects();
    try (var out = Files.newOutputStream(resources.resolve("aspects-2026.2.bin"))) {
      aspects.writeTo(out);
    }
    var heads = recipe.heads(data);
    try (var out = Files.newOutputStream(resources.resolve(LinearModel.NAME + ".bin"))) {
      heads.writeTo(out);
    }
    Measure.print(new LinearModel(heads, signs, aspects), data, module.resolve("corpus"));
  }

  private Train() {}
}
