package heed.alerting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The policy in force, made of the configuration. */
@ApplicationScoped
class Policies {
  private static final int CONFIGURED = 1;

  @Produces
  @Singleton
  ReviewDecider deciderOf(SlaSettings sla, CaseSettings cases) {
    var policy =
        new SlaPolicy(CONFIGURED, sla.firstResponse(), sla.warnAt(), cases.acknowledgeTimeout());
    return new ReviewDecider(policy, Calendar.ROUND_THE_CLOCK, cases.maxAge(), cases.defaultTeam());
  }
}
