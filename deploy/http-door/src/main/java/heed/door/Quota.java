package heed.door;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.ws.rs.core.Response;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What one key may still send, in reviews. Told to its holder in the fields of the RateLimit draft
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
public final class Quota {
  private final Bucket bucket;
  private final long burst;
  private final String policy;

  /**
   * @param perSecond 1 or more
   * @param burst 1 or more
   */
  Quota(long perSecond, long burst, TimeMeter clock) {
    this.burst = burst;
    bucket =
        Bucket.builder()
            .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
            .withCustomTimePrecision(clock)
            .build();
    policy = "\"reviews\";q=" + burst + ";w=" + Math.ceilDiv(burst, perSecond);
  }

  /**
   * Takes one review.
   *
   * @return what is left, for the answer
   * @throws Refusal 429 if there is none left, with the wait in Retry-After
   */
  public Left take() {
    return take(1);
  }

  /**
   * Takes so many reviews, all or none. More than may be saved up are taken where all of that is
   * there, and the rest is owed: until it has come in, nothing more may be sent.
   *
   * @param reviews 1 or more
   * @return what is left, for the answer
   * @throws Refusal 429 if there are too few left, with the wait in Retry-After
   */
  public Left take(long reviews) {
    var probe = bucket.tryConsumeAndReturnRemaining(Math.min(reviews, burst));
    var left = new Left(policy, probe);
    if (!probe.isConsumed()) {
      throw left.onto(
          Refusal.status(
                  429,
                  "this key sends more reviews than it may; go on after the time in Retry-After")
              .header("Retry-After", Long.toString(seconds(probe.getNanosToWaitForRefill()))));
    }
    if (reviews > burst) {
      bucket.consumeIgnoringRateLimits(reviews - burst);
    }
    return left;
  }

  /** True while not even one review may be sent. */
  public boolean isEmpty() {
    return bucket.getAvailableTokens() < 1;
  }

  /** Takes one review; where there is none left it waits for it, longer the more are owed. */
  public void await() throws InterruptedIOException {
    var nanos = bucket.consumeIgnoringRateLimits(1);
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the service is stopping");
    }
  }

  private static long seconds(long nanos) {
    return Math.max(1, Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
  }

  /** What is left after a request. */
  public static final class Left {
    private static final String POLICY = "RateLimit-Policy";
    private static final String LIMIT = "RateLimit";

    private final String policy;
    private final String limit;

    private Left(String policy, ConsumptionProbe probe) {
      this.policy = policy;
      this.limit =
          "\"reviews\";r="
              + probe.getRemainingTokens()
              + ";t="
              + seconds(probe.getNanosToWaitForReset());
    }

    private Refusal onto(Refusal refusal) {
      return refusal.header(POLICY, policy).header(LIMIT, limit);
    }

    /** The answer, saying so. */
    public Response.ResponseBuilder onto(Response.ResponseBuilder answer) {
      return answer.header(POLICY, policy).header(LIMIT, limit);
    }
  }
}
