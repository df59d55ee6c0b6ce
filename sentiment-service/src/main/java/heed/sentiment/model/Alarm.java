package heed.sentiment.model;

/** What makes a complaint urgent, whatever its tone. */
public enum Alarm {
  SAFETY,
  LEGAL,
  UNDELIVERED,
  PAYMENT,
  REPEATED
}
