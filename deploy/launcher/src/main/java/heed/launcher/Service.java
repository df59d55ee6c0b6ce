package heed.launcher;

import java.util.Locale;

/** The four services, in the order of their ports. */
enum Service {
  REVIEW_INGEST(192),
  SENTIMENT_SERVICE(320),
  ALERTING_SERVICE(256),
  METRICS_SERVICE(448);

  private final int heapMegabytes;

  Service(int heapMegabytes) {
    this.heapMegabytes = heapMegabytes;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  /** The name of its database, or empty if it keeps none. */
  String database() {
    return switch (this) {
      case ALERTING_SERVICE -> "alerting";
      case METRICS_SERVICE -> "metrics";
      case REVIEW_INGEST, SENTIMENT_SERVICE -> "";
    };
  }
}
