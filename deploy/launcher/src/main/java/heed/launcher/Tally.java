package heed.launcher;

/**
 * What was done while a scenario was played.
 *
 * @param posts every one, retries and edits with them
 * @param reviews the different ones among them
 * @param retries posted again word for word
 * @param edits posted again with other content
 * @param refused requests that were refused as they must be
 */
record Tally(int posts, int reviews, int retries, int edits, int refused) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  Tally first() {
    return new Tally(posts + 1, reviews + 1, retries, edits, refused);
  }

  Tally retry() {
    return new Tally(posts + 1, reviews, retries + 1, edits, refused);
  }

  Tally edit() {
    return new Tally(posts + 1, reviews, retries, edits + 1, refused);
  }

  Tally refusal() {
    return new Tally(posts, reviews, retries, edits, refused + 1);
  }
}
