package heed.events;

/** What an alarm watches, hour by hour. */
public enum AlarmKind {
  /** The share of negative reviews. */
  SHARE,
  /** Their number, against the same hour of the week. */
  VOLUME,
  /** A share that creeps up, too slowly for any one hour to show it. */
  DRIFT
}
