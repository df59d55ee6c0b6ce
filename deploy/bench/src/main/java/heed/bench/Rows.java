package heed.bench;

import java.util.Comparator;
import java.util.List;

/** All rows, in two orders. */
final class Rows {
  /**
   * As they run: those that need a calm Heed first, then those that leave ever more behind on the
   * topics, and last those that start another one.
   */
  static final List<Row> AS_THEY_RUN =
      List.of(
          new Tagging(),
          new Latency(),
          new Cases(),
          new Folds(),
          new TagStream(),
          new Bulk(),
          new SinglePost(),
          new Memory(),
          new Start());

  /** As they are told: the way of a review. */
  static final List<String> NAMES =
      List.of(
          "single-post",
          "bulk",
          "tagging",
          "tag-stream",
          "cases",
          "folding",
          "latency",
          "memory",
          "start");

  static List<Result> asTold(List<Result> results) {
    return results.stream()
        .sorted(Comparator.comparingInt(result -> NAMES.indexOf(result.name())))
        .toList();
  }

  private Rows() {}
}
