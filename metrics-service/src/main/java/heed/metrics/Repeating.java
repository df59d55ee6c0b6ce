package heed.metrics;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A step that is taken again and again on a thread of its own, also after it failed. What it does
 * is a transaction of its own, so that a step that was broken off is simply taken again.
 */
public final class Repeating implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Repeating.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration MOST_REST = Duration.ofSeconds(1);
  private static final int RESTS = 5;

  /** One step; true if there may be more to do at once. */
  public interface Step {
    boolean take() throws Exception;
  }

  private final String name;
  private final Duration pause;
  private final Step step;
  private boolean resting;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param name in logs and of the thread
   * @param pause after a step with nothing more to do
   */
  public Repeating(String name, Duration pause, Step step) {
    this.name = name;
    this.pause = pause;
    this.step = step;
    this.thread = Thread.ofPlatform().name("heed-" + name).daemon().unstarted(this::run);
  }

  /**
   * Rests after a step with more to do for five times as long as it took, a second at most: what
   * can wait takes a sixth of a processor from what cannot, however much of it there is. Said
   * before the start.
   */
  public Repeating resting() {
    resting = true;
    return this;
  }

  public Repeating start() {
    thread.start();
    return this;
  }

  /** Ends it; a step that is being taken is waited for, ten seconds at most. */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var wait = Duration.ZERO;
    try {
      while (!stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        wait = attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a step throws, the next one must come
  private Duration attempt() {
    var began = System.nanoTime();
    try {
      return step.take() ? rest(began) : pause;
    } catch (Exception e) {
      // The message may quote a value, so only the kind of failure is told.
      var state = e instanceof SQLException sql ? sql.getSQLState() : "-";
      LOG.warnf(
          "Trying again soon; step=%s reason=%s state=%s",
          name, e.getClass().getSimpleName(), state);
      return AFTER_FAILURE;
    }
  }

  private Duration rest(long began) {
    if (!resting) {
      return Duration.ZERO;
    }
    // a step may have waited for locks, which was no work
    var nanos = RESTS * (System.nanoTime() - began);
    return Duration.ofNanos(Math.min(nanos, MOST_REST.toNanos()));
  }
}
