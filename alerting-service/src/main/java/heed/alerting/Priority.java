package heed.alerting;

import heed.events.Tags.Urgency;

/** How a team orders its work; without a rule it is the urgency that the review was tagged with. */
enum Priority {
  LOW,
  NORMAL,
  HIGH,
  URGENT;

  static Priority of(Urgency urgency) {
    return switch (urgency) {
      case LOW -> LOW;
      case NORMAL -> NORMAL;
      case HIGH -> HIGH;
    };
  }
}
