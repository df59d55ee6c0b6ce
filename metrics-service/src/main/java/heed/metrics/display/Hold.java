package heed.metrics.display;

/** Why a person has to look at a review before it can be displayed. */
public enum Hold {
  /** It leads somewhere else. */
  LINK,
  /** It gives an address or a telephone number, its author's or another's. */
  CONTACT,
  /** It says nothing: signs, or the same few letters over and over. */
  NO_WORDS,
  /** Others, or the same one several times, wrote the very same. */
  REPEATED,
  /** It insults or swears. */
  ABUSE,
  /** A person decided about an earlier revision, so a person decides about this one. */
  REVISED
}
