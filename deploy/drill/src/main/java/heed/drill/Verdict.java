package heed.drill;

import java.util.List;

/**
 * What the ledger says once everything was read.
 *
 * @param sent reviews posted, each with its retries
 * @param acknowledged of them: answered 202
 * @param indefinite of them: never answered 202, but perhaps in
 * @param lost acknowledged, and its effect is missing somewhere or is that of an older revision
 * @param duplicated had an effect twice somewhere, or one that it must not have
 * @param examples a few of those lost and duplicated, with where
 */
record Verdict(
    long sent,
    long acknowledged,
    long indefinite,
    long lost,
    long duplicated,
    List<String> examples) {
  boolean clean() {
    return lost == 0 && duplicated == 0;
  }
}
