package heed.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final long SECOND = 1_000_000_000;

  /** A clock that is moved by hand. */
  private static final class Hands implements TimeMeter {
    private long now;

    @Override
    public long currentTimeNanos() {
      return now;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final Hands clock = new Hands();
  private final Quota quota = new Quota(10, 20, clock);

  private int takable() {
    for (var taken = 0; ; taken++) {
      try {
        quota.take();
      } catch (Refusal e) {
        return taken;
      }
    }
  }

  @Test
  void whatWasSavedUpMayComeAtOnceAndThenAsMuchAsASecondGives() {
    assertThat(takable()).isEqualTo(20);
    clock.now += SECOND;
    assertThat(takable()).isEqualTo(10);
    clock.now += 3600 * SECOND;
    assertThat(takable()).isEqualTo(20);
  }

  @Test
  void theRefusalSaysWhatIsLeftAndWhenToComeBack() {
    takable();
    assertThatThrownBy(quota::take)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(429);
              assertThat(refusal.headers())
                  .containsEntry("Retry-After", "1")
                  .containsEntry("RateLimit-Policy", "\"reviews\";q=20;w=2")
                  .containsEntry("RateLimit", "\"reviews\";r=0;t=2");
            });
  }

  @Test
  void aSlowQuotaIsWaitedForAsLongAsItTakes() {
    var slow = new Quota(1, 1, clock);
    slow.take();
    assertThatThrownBy(slow::take)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.headers()).containsEntry("Retry-After", "1"));
  }

  @Test
  void whoMayWaitOwesWhatHeTookAndOthersWaitForIt() throws Exception {
    takable();
    clock.now += SECOND / 10;
    quota.await();
    assertThat(takable()).isZero();
    clock.now += SECOND / 10;
    assertThat(takable()).isEqualTo(1);
  }

  @Test
  void aListLongerThanWhatMayBeSavedUpIsTakenAndPaidForInFull() {
    quota.take(50);
    clock.now += 3 * SECOND;
    assertThat(takable()).isZero();
    clock.now += SECOND;
    assertThat(takable()).isEqualTo(10);
  }
}
