package heed.events;

/** How a customer stands to a storefront; one at most, or none. */
public enum Segment {
  AT_RISK,
  LAPSED,
  LOYAL,
  NEW
}
