package heed.events;

/** Where a review was written. */
public enum Channel {
  STOREFRONT,
  APP,
  EMAIL,
  SURVEY,
  SOCIAL,
  IMPORT
}
