package heed.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Starts parts, starts those again that die, and stops them; nothing is started while stopping. */
final class Supervisor {
  private static final Duration START = Duration.ofSeconds(150);
  private static final long LOOK_MILLIS = 100;

  private final Terminal terminal;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> watchers = new CopyOnWriteArrayList<>();

  Supervisor(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Starts parts side by side; returns when all are ready. */
  void start(List<? extends Part> parts) throws Refusal, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts =
          threads.invokeAll(
              parts.stream().<Callable<Boolean>>map(part -> () -> start(part)).toList());
      for (var start : starts) {
        start.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new Refusal(Sentences.of(e.getCause()));
    }
  }

  private boolean start(Part part) throws IOException, InterruptedException, Refusal {
    long begin = System.nanoTime();
    part.start(); // may be long, where a database recovers
    if (!awaitReady(part, System.nanoTime())) {
      var how =
          part.isAlive()
              ? "was not ready within " + START.toSeconds() + " s"
              : "ended while starting, " + part.ending();
      throw new Refusal("%s %s; see %s".formatted(part.name(), how, part.log()));
    }
    terminal.ready(part.name(), part.where(), Duration.ofNanos(System.nanoTime() - begin));
    return true;
  }

  private boolean awaitReady(Part part, long begin) throws InterruptedException {
    while (part.isAlive() && System.nanoTime() - begin < START.toNanos()) {
      if (part.isReady()) {
        return true;
      }
      if (stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("stopping");
      }
    }
    return false;
  }

  /** From now on a part that dies is started again. */
  void watch(Part part) {
    watchers.add(
        Thread.ofVirtual().name("watch-" + part.name()).start(() -> watchUntilStopped(part)));
  }

  private void watchUntilStopped(Part part) {
    var backoff = Backoff.fresh();
    long readySince = System.nanoTime();
    try {
      while (!stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (part.isAlive()) {
          continue;
        }
        // a signal to the whole group may reach the part before it reaches us
        if (stopping.await(2 * LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
        backoff = backoff.afterRunning(Duration.ofNanos(System.nanoTime() - readySince));
        restart(part, backoff.next());
        backoff = backoff.doubled();
        readySince = System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void restart(Part part, Duration wait) throws InterruptedException {
    terminal.warn(
        "%s ended (%s), starting it again in %d s"
            .formatted(part.name(), part.ending(), wait.toSeconds()));
    if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    try {
      start(part);
    } catch (IOException | Refusal e) {
      terminal.warn(Sentences.of(e));
    }
  }

  /** No part is started any more once this returns. */
  void stopWatching() throws InterruptedException {
    stopping.countDown();
    for (var watcher : watchers) {
      watcher.interrupt(); // it may be starting something that takes long
      watcher.join();
    }
  }

  /** Stops parts side by side, and waits for all. */
  void stop(List<? extends Part> parts) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var part : parts) {
        threads.submit(() -> stop(part));
      }
    }
  }

  private void stop(Part part) {
    try {
      part.stop();
    } catch (IOException e) {
      terminal.warn("%s was not stopped: %s".formatted(part.name(), Sentences.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
