package heed.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a drill works with. One Heed is shared by the drills that leave it as it was. */
final class Context implements AutoCloseable {
  private final Options options;
  private final Path root;
  private final Progress progress;
  private final Ports ports;
  private @Nullable Heed shared;
  private long seed;
  private String drill = "";
  private int number;

  Context(Options options, Path root, Progress progress) {
    this.options = options;
    this.root = root;
    this.progress = progress;
    ports = new Ports(options.portBase());
  }

  void begin(Drill next, long itsSeed) {
    drill = next.name();
    seed = itsSeed;
    number++;
  }

  long seed() {
    return seed;
  }

  int rate() {
    return options.rate();
  }

  /** How long those go on that have no end of their own. */
  Duration lasting() {
    return options.lasting();
  }

  /** The longer of the two unless only a short set is run. */
  <T> T atFullLength(T full, T brief) {
    return options.brief() ? brief : full;
  }

  SplittableRandom chance() {
    return new SplittableRandom(seed);
  }

  /** Whose reviews this drill posts; no other drill posts any of it. */
  String storefront() {
    return "drill-%d-%s-%d".formatted(number, drill, seed);
  }

  void say(String line) {
    progress.say(drill + ": " + line);
  }

  /** The one that is shared, with everything up. */
  Heed heed() throws IOException, InterruptedException {
    if (shared == null) {
      say("starting broker, database and services");
      shared = Heed.start(options.work().resolve("shared"), root, ports, Shape.PLAIN);
    }
    return shared;
  }

  /** One for this drill alone; the drill closes it. */
  Heed fresh(Shape shape) throws IOException, InterruptedException {
    dropShared(); // the machine may be small
    say("starting broker, database and services of its own");
    var folder = options.work().resolve(number + "-" + drill + "-" + seed);
    return Heed.start(folder, root, ports, shape);
  }

  /** After a drill that failed nobody knows what state it left. */
  void dropShared() throws IOException, InterruptedException {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    dropShared();
  }
}
