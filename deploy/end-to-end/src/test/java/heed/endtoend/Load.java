package heed.endtoend;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts reviews at a steady rate until it is finished. What was not answered 202 is posted again
 * with the same id, as a storefront would; so in the end every review posted was accepted.
 */
final class Load implements AutoCloseable {
  private static final int PER_SECOND = 200;
  private static final int SENDERS = 16;

  /** Every fifth review is a complaint. */
  static final int COMPLAINT_EVERY = 5;

  private final RunningHeed heed;
  private final String storefront;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final AtomicBoolean finished = new AtomicBoolean();
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
  private final long begun = System.nanoTime();

  Load(RunningHeed heed, String storefront) {
    this.heed = heed;
    this.storefront = storefront;
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(this::sendUntilFinished);
    }
  }

  private void sendUntilFinished() {
    while (!finished.get()) {
      int number = next.incrementAndGet();
      awaitTurn(number);
      while (!accepted(number)) {
        repeats.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
  }

  private void awaitTurn(int number) {
    long due = begun + number * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    LockSupport.parkNanos(due - System.nanoTime());
  }

  private boolean accepted(int number) {
    try {
      return heed.post(RunningHeed.INGEST, "/v1/reviews", review(number)).statusCode() == 202;
    } catch (IOException e) {
      return false; // no answer
    }
  }

  private String review(int number) {
    int stars = number % COMPLAINT_EVERY == 0 ? 1 : 5;
    return """
        {"externalId": "load-%d", "storefront": "%s", "product": {"id": "sku-%d"},
         "rating": {"scale": "STARS_5", "value": %d}}
        """
        .formatted(number, storefront, number % 7, stars);
  }

  /** Waits until each review posted was answered 202; how many there are. */
  int finish() throws InterruptedException {
    finished.set(true);
    senders.shutdown();
    if (!senders.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("some reviews were never accepted");
    }
    return next.get();
  }

  /** How many posts had no 202 and were repeated. */
  int repeats() {
    return repeats.get();
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
