package heed.bench;

import heed.sentiment.model.LinearModel;
import heed.sentiment.model.Opinion;
import java.io.IOException;
import java.nio.file.Path;
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
  @Param("sentiment-service/corpus")
  public String corpus = "";

  private List<String> texts = List.of();
  private LinearModel model = LinearModel.shipped();
  private int next;

  @Setup
  public void read() throws IOException {
    texts = Texts.read(Path.of(corpus));
  }

  @Benchmark
  public Opinion tag() {
    return model.read(texts.get(next++ & (Texts.COUNT - 1)), null);
  }

  @Benchmark
  public int readCharactersOnce() {
    var text = texts.get(next++ & (Texts.COUNT - 1));
    var sum = 0;
    for (var i = 0; i < text.length(); i++) {
      sum += text.charAt(i);
    }
    return sum;
  }
}
