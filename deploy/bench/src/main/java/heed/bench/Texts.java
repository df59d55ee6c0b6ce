package heed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts of one length from the corpora, so that a figure means the same everywhere. */
final class Texts {
  /** Characters of each. */
  static final int LENGTH = 200;

  /** A power of two. */
  static final int COUNT = 4096;

  /** All languages in turn. */
  static List<String> read(Path corpus) throws IOException {
    var cut = new ArrayList<String>();
    try (var files = Files.list(corpus)) {
      for (var file : files.filter(f -> f.toString().endsWith(".tsv")).sorted().toList()) {
        var all = new StringBuilder();
        for (var line : Files.readAllLines(file)) {
          all.append(line.substring(line.lastIndexOf('\t') + 1)).append(' ');
        }
        for (var at = 0; at + LENGTH <= all.length(); at += LENGTH) {
          var text = all.substring(at, at + LENGTH);
          if (isWhole(text)) {
            cut.add(text);
          }
        }
      }
    }
    // A fixed step that shares no factor with the size mixes the languages.
    var mixed = new ArrayList<String>();
    for (var i = 0; i < COUNT; i++) {
      mixed.add(cut.get((int) (i * 7919L % cut.size())));
    }
    return List.copyOf(mixed);
  }

  /** No character of it is cut in two, which JSON could not carry. */
  private static boolean isWhole(String text) {
    return !Character.isLowSurrogate(text.charAt(0))
        && !Character.isHighSurrogate(text.charAt(text.length() - 1));
  }

  private Texts() {}
}
