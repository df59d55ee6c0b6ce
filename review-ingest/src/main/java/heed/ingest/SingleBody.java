package heed.ingest;

import heed.door.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads one small body on the event loop. The framework's own limit is one for all paths, and bulk
 * has none; and a body that is declared small and streams on must end at the limit, not in memory.
 */
final class SingleBody {
  /** How much of an over-long body is still swallowed, so that its sender can read the answer. */
  private static final long SWALLOWED = 16L * IngestSettings.MAX_REVIEW_BYTES;

  /** A body so small that is not here by then is trickled on purpose, or its sender is gone. */
  private static final long LONGEST_MS = 10_000;

  private static final long GRACE_MS = 2_000;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final int most;
  private final UniEmitter<? super Buffer> body;
  private boolean ended;
  private long deadline = -1;
  private Buffer read = Buffer.buffer();
  private long swallowed;

  private SingleBody(
      Vertx vertx, HttpServerRequest request, int most, UniEmitter<? super Buffer> body) {
    this.vertx = vertx;
    this.request = request;
    this.most = most;
    this.body = body;
  }

  /**
   * The whole body; fails with 413 as soon as it is over {@link IngestSettings#MAX_REVIEW_BYTES},
   * with 408 where it trickles.
   */
  static Uni<Buffer> of(Vertx vertx, HttpServerRequest request) {
    return of(vertx, request, IngestSettings.MAX_REVIEW_BYTES);
  }

  /** The same with another limit in bytes. */
  static Uni<Buffer> of(Vertx vertx, HttpServerRequest request, int most) {
    return Uni.createFrom().emitter(body -> new SingleBody(vertx, request, most, body).listen());
  }

  private void listen() {
    if (request.isEnded()) {
      body.complete(read);
      return;
    }
    request.exceptionHandler(e -> body.fail(Refusal.badRequest("the body broke off")));
    request.endHandler(end -> end());
    request.handler(this::take);
    request.resume();
    if (!ended) {
      deadline = vertx.setTimer(LONGEST_MS, timer -> giveUp());
    }
  }

  private void end() {
    ended = true;
    vertx.cancelTimer(deadline);
    body.complete(read);
  }

  private void giveUp() {
    body.fail(Refusal.status(408, "the body took too long; send it at once"));
    closeSoon();
  }

  /**
   * Leaves time to read the answer; whoever has sent the whole body by then keeps the connection.
   */
  private void closeSoon() {
    vertx.setTimer(
        GRACE_MS,
        timer -> {
          if (!ended) {
            request.connection().close();
          }
        });
  }

  private void take(Buffer chunk) {
    if (swallowed > 0 || read.length() + chunk.length() > most) {
      swallow(chunk.length());
    } else {
      read.appendBuffer(chunk);
    }
  }

  private void swallow(int length) {
    if (swallowed == 0) {
      read = Buffer.buffer();
      body.fail(
          Refusal.status(
              413,
              "the body is over "
                  + most / 1024
                  + " KiB; shorten it, or post many at once as application/x-ndjson"));
      closeSoon();
    }
    swallowed += length;
    if (swallowed > SWALLOWED) {
      request.connection().close();
    }
  }
}
