package heed.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps of a scenario in their order; every review says when it was written. */
record Plan(List<Step> steps) {
  /**
   * Dates what is posted.
   *
   * @param told how long the story took, of which the play is a faster picture; it ends at the
   *     start of the play, so that no review lies in the future
   */
  static Plan of(List<Step> steps, Instant start, Duration told) {
    var ordered = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
    var length = Math.max(1, ordered.getLast().at().toMillis());
    var begin = start.truncatedTo(ChronoUnit.MILLIS).minus(told);
    var written = new HashMap<ObjectNode, String>();
    return new Plan(
        ordered.stream()
            .map(
                step -> {
                  var into = told.toMillis() * step.at().toMillis() / length;
                  return dated(step, begin.plusMillis(into), written);
                })
            .toList());
  }

  /** The same words said again are a retry, and keep the time they were first said with. */
  private static Step dated(Step step, Instant time, Map<ObjectNode, String> written) {
    if (step instanceof Step.Post post) {
      var first = written.computeIfAbsent(post.review(), words -> time.toString());
      return new Step.Post(post.at(), post.review().deepCopy().put("submittedAt", first));
    }
    return step;
  }
}
