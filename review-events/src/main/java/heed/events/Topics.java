package heed.events;

import java.util.List;

/**
 * The topics, by the name that is used everywhere: here, in compose files, charts and dashboards.
 * Whoever starts a broker creates {@link #ALL}; the services never do.
 */
public final class Topics {
  public static final String REVIEWS_RECEIVED = "reviews-received";
  public static final String REVIEWS_TAGGED = "reviews-tagged";
  public static final String CASES_CHANGED = "cases-changed";
  public static final String ANSWERS_PUBLISHED = "answers-published";
  public static final String ORDERS_CHANGED = "orders-changed";
  public static final String INVITATIONS_CHANGED = "invitations-changed";
  public static final String KPI_ALARMS = "kpi-alarms";
  public static final String CUSTOMER_SEGMENTS = "customer-segments";
  public static final String TRAINING_SAMPLES = "training-samples";
  public static final String MODELS_PROMOTED = "models-promoted";
  public static final String ACCESS_CHANGED = "access-changed";
  public static final String SENTIMENT_DEAD_LETTER = "sentiment-service-dead-letter";
  public static final String ALERTING_DEAD_LETTER = "alerting-service-dead-letter";
  public static final String METRICS_DEAD_LETTER = "metrics-service-dead-letter";

  /** Largest record of a topic in bytes: a review of 64 KiB with its tags fits many times over. */
  public static final int MAX_RECORD_BYTES = 1 << 20;

  /** Dead-letter topics take what their sources took, with room for origin and reason. */
  public static final int MAX_DEAD_LETTER_BYTES = MAX_RECORD_BYTES + (2 << 20);

  /** Every topic; the partition count of a review-keyed topic is never changed in place. */
  public static final List<Topic> ALL =
      List.of(
          Topic.log(REVIEWS_RECEIVED),
          Topic.log(REVIEWS_TAGGED),
          Topic.log(CASES_CHANGED),
          Topic.log(ANSWERS_PUBLISHED),
          Topic.log(ORDERS_CHANGED),
          Topic.log(INVITATIONS_CHANGED),
          Topic.log(KPI_ALARMS),
          Topic.log(CUSTOMER_SEGMENTS),
          Topic.compacted(TRAINING_SAMPLES),
          Topic.compacted(MODELS_PROMOTED),
          Topic.compacted(ACCESS_CHANGED),
          Topic.deadLetter(SENTIMENT_DEAD_LETTER),
          Topic.deadLetter(ALERTING_DEAD_LETTER),
          Topic.deadLetter(METRICS_DEAD_LETTER));

  /**
   * One topic.
   *
   * @param partitions how many; a key always lands in the same one
   * @param compacted true: the newest value of a key is kept for ever; false: forgotten by
   *     retention
   * @param maxRecordBytes the broker refuses larger records
   */
  public record Topic(String name, int partitions, boolean compacted, int maxRecordBytes) {
    static Topic log(String name) {
      return new Topic(name, 12, false, MAX_RECORD_BYTES);
    }

    static Topic compacted(String name) {
      return new Topic(name, 12, true, MAX_RECORD_BYTES);
    }

    static Topic deadLetter(String name) {
      return new Topic(name, 3, false, MAX_DEAD_LETTER_BYTES);
    }
  }

  private Topics() {}
}
