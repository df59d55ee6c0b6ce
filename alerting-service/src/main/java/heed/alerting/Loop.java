package heed.alerting;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A step that is taken again and again on a thread of its own; a failure is logged and passes. */
public final class Loop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Loop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** One step; true if there may be more to do at once. */
  public interface Step {
    boolean take() throws Exception;
  }

  private final String name;
  private final Step step;
  private final Duration pause;
  private final Duration rest;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Semaphore nudges = new Semaphore(0);
  private final Thread thread;

  public Loop(String name, Duration pause, Step step) {
    this(name, pause, Duration.ZERO, step);
  }

  /**
   * One that is nudged often.
   *
   * @param rest after each step, whoever nudges: all who do so meanwhile get one step
   */
  Loop(String name, Duration pause, Duration rest, Step step) {
    this.name = name;
    this.step = step;
    this.pause = pause;
    this.rest = rest;
    this.thread = Thread.ofPlatform().name("heed-" + name).daemon().unstarted(this::run);
  }

  public Loop start() {
    thread.start();
    return this;
  }

  /** Ends the pause: there is something to do. During a step it means that another follows. */
  void nudge() {
    nudges.release();
  }

  boolean stopped() {
    return stopping.getCount() == 0;
  }

  /** Waits ten seconds at most for the step that is being taken; none is if it never started. */
  @Override
  public void close() {
    stopping.countDown();
    nudge();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopped()) {
        var wait = attempt();
        if (stopping.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        if (nudges.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          nudges.drainPermits(); // one step answers all of them
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a step throws, the next one must come
  private Duration attempt() {
    try {
      return step.take() ? Duration.ZERO : pause;
    } catch (Exception e) {
      LOG.warnf("trying again soon: loop=%s, reason=%s", name, Failures.shown(e));
      LOG.debug("why", e);
      return AFTER_FAILURE;
    }
  }
}
