package heed.metrics;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/**
 * Folds a log as the intake does: in batches of any size, and a lost race is run again. Batches
 * that wait for each other in a ring are no race, though the database would break it: they must
 * not.
 */
final class Batches {
  private static final int LONGEST = 60;
  private static final int MOST_RACES = 50;

  static void fold(Folding folding, List<Heard> log, Random random) throws SQLException {
    var from = 0;
    while (from < log.size()) {
      var to = Math.min(log.size(), from + 1 + random.nextInt(LONGEST));
      apply(folding, log.subList(from, to));
      from = to;
    }
  }

  private static void apply(Folding folding, List<Heard> batch) throws SQLException {
    for (var lost = 0; ; lost++) {
      try {
        folding.apply(batch);
        return;
      } catch (SQLException e) {
        if (!"40001".equals(e.getSQLState()) || lost == MOST_RACES) {
          throw e;
        }
      }
    }
  }

  private Batches() {}
}
