package heed.alerting.audit;

import io.quarkus.arc.Arc;

/** What is done every hour, done now. */
public final class AuditForTests {
  private AuditForTests() {}

  public static int forget() {
    return Arc.container().instance(AuditPurge.class).get().forget();
  }
}
