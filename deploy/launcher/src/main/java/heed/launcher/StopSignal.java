package heed.launcher;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * SIGINT, SIGTERM and SIGHUP as a request to the main thread, which stops everything in order and
 * ends the JVM itself: a shutdown hook could neither choose the order nor the exit code.
 */
final class StopSignal {
  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread main;
  private boolean acknowledged;

  private StopSignal(Thread main) {
    this.main = main;
  }

  static StopSignal install(Thread main) {
    var stop = new StopSignal(main);
    for (var name : new String[] {"INT", "TERM", "HUP"}) {
      Signal.handle(new Signal(name), signal -> stop.tell());
    }
    return stop;
  }

  private synchronized void tell() {
    told.countDown();
    if (!acknowledged) {
      acknowledged = true;
      main.interrupt();
    }
  }

  /** From here on nothing interrupts the stopping, however often it is asked for. */
  synchronized void acknowledge() {
    acknowledged = true;
    Thread.interrupted();
  }

  boolean isTold() {
    return told.getCount() == 0;
  }

  void await() {
    try {
      told.await();
    } catch (InterruptedException e) {
      // that is the signal
    }
  }
}
