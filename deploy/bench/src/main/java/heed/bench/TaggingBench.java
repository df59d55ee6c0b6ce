package heed.bench;

import heed.sentiment.model.LinearModel;
import heed.sentiment.model.Opinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Language, sentiment and aspects of reviews of 200 characters in all languages in turn, per core
 * and second; the floor reads the same characters once. Run from the root of the repository.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TaggingBench {
  private static final int LENGTH = 200;
  private static final int TEXTS = 4096;

  @Param("sentiment-service/corpus")
  public String corpus = "";

  private List<String> texts = List.of();
  private LinearModel model = LinearModel.shipped();
  private int next;

  /** Cuts the corpora into texts of one length, so that a figure means the same everywhere. */
  @Setup
  public void cut() throws IOException {
    var cut = new ArrayList<String>();
    try (var files = Files.list(Path.of(corpus))) {
      for (var file : files.filter(f -> f.toString().endsWith(".tsv")).sorted().toList()) {
        var all = new StringBuilder();
        for (var line : Files.readAllLines(file)) {
          all.append(line.substring(line.lastIndexOf('\t') + 1)).append(' ');
        }
        for (var at = 0; at + LENGTH <= all.length(); at += LENGTH) {
          cut.add(all.substring(at, at + LENGTH));
        }
      }
    }
    // A fixed step that shares no factor with the size mixes the languages.
    var mixed = new ArrayList<String>();
    for (var i = 0; i < TEXTS; i++) {
      mixed.add(cut.get((int) (i * 7919L % cut.size())));
    }
    texts = mixed;
  }

  @Benchmark
  public Opinion tag() {
    return model.read(texts.get(next++ & (TEXTS - 1)), null);
  }

  @Benchmark
  public int readCharactersOnce() {
    var text = texts.get(next++ & (TEXTS - 1));
    var sum = 0;
    for (var i = 0; i < text.length(); i++) {
      sum += text.charAt(i);
    }
    return sum;
  }
}
