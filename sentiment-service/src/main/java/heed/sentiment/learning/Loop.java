package heed.sentiment.learning;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** A thread of low priority that does its work anew after a failure, until the service stops. */
final class Loop {
  private static final Logger LOG = Logger.getLogger(Loop.class);
  private static final long PAUSE_SECONDS = 2;

  private final String name;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Thread thread = Thread.currentThread();

  Loop(String name) {
    this.name = name;
  }

  void start(Runnable work) {
    thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .start(() -> run(work));
  }

  boolean goesOn() {
    return stopping.getCount() > 0;
  }

  private void run(Runnable work) {
    while (goesOn()) {
      try {
        work.run();
      } catch (InterruptException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("Trying again; loop=%s reason=%s", name, e.getClass().getSimpleName());
      }
      if (waited(PAUSE_SECONDS * 1000)) {
        return;
      }
    }
  }

  /** Waits; true if the service stops meanwhile. */
  boolean waited(long millis) {
    try {
      return stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  void stop() {
    stopping.countDown();
    if (thread != Thread.currentThread()) {
      try {
        thread.join(3000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
