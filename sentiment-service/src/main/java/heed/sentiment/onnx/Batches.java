package heed.sentiment.onnx;

import heed.sentiment.model.Stance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Groups what is asked at the same time into runs of one worker. Nothing waits for company: what
 * arrives during a run is the next one, so that a lone text is never slower for being alone.
 */
final class Batches {
  /** Runs that may wait; more would time out in the queue anyway. */
  private static final int RUNS_WAITING = 4;

  private static final long IDLE = -1;

  private record Waiting(String text, CompletableFuture<Stance> stance) {}

  private final Scorer scorer;
  private final int size;
  private final long timeoutNanos;
  private final BlockingQueue<Waiting> queue;
  private final Thread worker;

  /** When the run under way began, by {@link #now()}. */
  private volatile long runningSince = IDLE;

  Batches(Scorer scorer, int size, Duration timeout) {
    this.scorer = scorer;
    this.size = size;
    this.timeoutNanos = timeout.toNanos();
    this.queue = new ArrayBlockingQueue<>(RUNS_WAITING * size);
    this.worker = Thread.ofPlatform().daemon().name("onnx").start(this::work);
  }

  /**
   * Takes a text in; a future that is cancelled before its run is not read at all.
   *
   * @throws RejectedExecutionException if too many wait or the run under way is overdue
   */
  Future<Stance> submit(String text) {
    var waiting = new Waiting(text, new CompletableFuture<>());
    if (overdue() || !queue.offer(waiting)) {
      throw new RejectedExecutionException();
    }
    return waiting.stance;
  }

  /** A model that hangs costs one text its time, not each one behind it. */
  private boolean overdue() {
    var since = runningSince;
    return since != IDLE && now() - since > timeoutNanos;
  }

  private static long now() {
    return System.nanoTime() & Long.MAX_VALUE;
  }

  private void work() {
    List<Waiting> batch = new ArrayList<>(size);
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, size - 1);
        batch.removeIf(w -> w.stance.isDone());
        run(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    runningSince = now();
    try {
      var stances = scorer.read(batch.stream().map(Waiting::text).toList());
      for (var i = 0; i < batch.size(); i++) {
        batch.get(i).stance.complete(stances.get(i));
      }
    } catch (Exception | LinkageError e) {
      batch.forEach(w -> w.stance.completeExceptionally(e));
    } finally {
      runningSince = IDLE;
    }
  }

  /** False if a run is still under way after {@code patience}. */
  boolean end(Duration patience) {
    worker.interrupt();
    try {
      return worker.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
