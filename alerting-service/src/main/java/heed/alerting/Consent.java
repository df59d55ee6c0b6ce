package heed.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a customer said of others being told of him. */
public enum Consent {
  GIVEN,
  REFUSED,
  NOT_SAID;

  /**
   * The latest that was said counts, a no before a yes of the same instant; as metrics-service
   * decides of segments.
   *
   * @param yes when he last said yes; null for never
   * @param no when he last said no; null for never
   */
  static Consent of(@Nullable Instant yes, @Nullable Instant no) {
    if (no != null && (yes == null || !yes.isAfter(no))) {
      return REFUSED;
    }
    return yes == null ? NOT_SAID : GIVEN;
  }

  /**
   * @param required whether somebody who said nothing has to be left alone
   */
  public boolean allows(boolean required) {
    return this == GIVEN || (this == NOT_SAID && !required);
  }
}
