package heed.drill;

/** The four services as the launcher starts them. */
enum Service {
  INGEST("review-ingest", 192, ""),
  SENTIMENT("sentiment-service", 320, ""),
  ALERTING("alerting-service", 256, "alerting"),
  METRICS("metrics-service", 256, "metrics");

  private final String title;
  private final int heapMegabytes;
  private final String database;

  Service(String title, int heapMegabytes, String database) {
    this.title = title;
    this.heapMegabytes = heapMegabytes;
    this.database = database;
  }

  String title() {
    return title;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  /** Empty if it keeps nothing. */
  String database() {
    return database;
  }
}
