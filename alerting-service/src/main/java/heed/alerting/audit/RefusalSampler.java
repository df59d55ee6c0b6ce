package heed.alerting.audit;

/** Of a flood of refusals only so many a minute are put down. */
final class RefusalSampler {
  private static final long MINUTE = 60_000_000_000L;

  private final int most;
  private long began;
  private int taken;

  RefusalSampler(int most) {
    this.most = most;
  }

  /**
   * True if this one is put down.
   *
   * @param now nanoseconds of a clock that never goes back
   */
  synchronized boolean takes(long now) {
    if (taken == 0 || now - began >= MINUTE) {
      began = now;
      taken = 0;
    }
    if (taken >= most) {
      return false;
    }
    taken++;
    return true;
  }
}
