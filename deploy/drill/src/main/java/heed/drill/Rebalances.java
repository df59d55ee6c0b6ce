package heed.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Copies come and go, by themselves and by force, and the partitions with them. */
final class Rebalances implements Drill {
  private static final int MOST_COPIES = 4;
  private static final int MOST_TOLD = 5;

  @Override
  public int number() {
    return 9;
  }

  @Override
  public String name() {
    return "rebalances";
  }

  @Override
  public String what() {
    return "20 rebalances under load, 1 to 4 copies and back; order kept, liveness never down";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var chance = context.chance();
    try (var exercise = Exercise.begin(context, heed);
        var watch = new LivenessWatch(heed)) {
      for (var service : List.of(Service.SENTIMENT, Service.ALERTING, Service.METRICS)) {
        for (int i = 0; i < context.atFullLength(7, 3); i++) {
          int copies = heed.copies(service).size();
          if (i < MOST_COPIES - 1 && copies < MOST_COPIES) {
            heed.add(service).awaitReady();
          } else if (copies > 1) {
            leave(heed, heed.copies(service).get(chance.nextInt(1, copies)), chance.nextBoolean());
          } else {
            heed.add(service).awaitReady();
          }
          Wait.pass(Duration.ofMillis(chance.nextInt(3_000)));
        }
        while (heed.copies(service).size() > 1) {
          leave(heed, heed.copies(service).getLast(), chance.nextBoolean());
        }
      }
      exercise.faultEnded();
      Wait.pass(Duration.ofSeconds(1));
      double recovery = exercise.settle();
      var tagged = exercise.tagged();
      exercise.note("%d records were passed on twice".formatted(tagged.repeats()));
      exercise.mustHold(tagged.outOfOrder() == 0, "each review kept the order of its revisions");
      exercise.note("asked %d times whether copies live".formatted(watch.asked()));
      watch.down().stream().limit(MOST_TOLD).forEach(exercise::note);
      exercise.mustHold(watch.asked() > 0 && watch.down().isEmpty(), "liveness was never down");
      return exercise.end(recovery, List.of());
    }
  }

  private static void leave(Heed heed, Copy copy, boolean byForce) throws InterruptedException {
    if (!byForce) {
      copy.stop();
    }
    heed.drop(copy);
  }

  /**
   * Asks every copy whether it lives; only an answer counts, silence is the machine's. One that is
   * being stopped does not count: it answers 503 to all but those it has begun to answer.
   */
  private static final class LivenessWatch implements AutoCloseable {
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> down = new CopyOnWriteArrayList<>();
    private final Thread thread;

    LivenessWatch(Heed heed) {
      thread = Thread.ofVirtual().start(() -> ask(heed));
    }

    private void ask(Heed heed) {
      try {
        while (goesOn.get()) {
          for (var service : Service.values()) {
            for (var copy : heed.copies(service)) {
              ask(copy);
            }
          }
          Wait.pass(Duration.ofMillis(250));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void ask(Copy copy) {
      try {
        var answer = Http.get(copy.uri("/q/health/live"), null);
        asked.incrementAndGet();
        if (answer.status() != 200 && !copy.isStopping()) {
          down.add("%s said %d: %s".formatted(copy.name(), answer.status(), answer.body()));
        }
      } catch (IOException e) {
        // nothing was answered
      }
    }

    int asked() {
      return asked.get();
    }

    /** What was answered where it was not that the copy lives. */
    List<String> down() {
      return down;
    }

    @Override
    public void close() throws InterruptedException {
      goesOn.set(false);
      thread.interrupt();
      thread.join();
    }
  }
}
