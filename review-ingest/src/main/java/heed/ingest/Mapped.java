package heed.ingest;

/** What a source said with one item, in our words; what could not be read is told in it. */
sealed interface Mapped {
  /** A review, or a revision of one. */
  record Told(Posted posted) implements Mapped {}

  /** The review is gone there. Of what is posted only the id and the storefront are given. */
  record Withdrawn(Posted posted) implements Mapped {}

  /** Nothing that concerns us. */
  record Ignored() implements Mapped {}
}
