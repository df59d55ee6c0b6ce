package heed.door;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Vouches for one program, when the test says so. */
@Singleton
public class SlowVoucher implements Voucher {
  static final String TOKEN = "slow-token";
  static final Semaphore ASKED = new Semaphore(0);

  @Override
  public boolean reads(String bearer) {
    return bearer.equals(TOKEN);
  }

  @Override
  public Holder read(String bearer) {
    ASKED.acquireUninterruptibly();
    return new Holder(
        "oidc-client:slow", "slow", Holder.Kind.KEY, Set.of("*"), Set.of("agent"), Set.of("*"));
  }
}
