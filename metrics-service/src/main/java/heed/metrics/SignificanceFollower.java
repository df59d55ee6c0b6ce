package heed.metrics;

import heed.metrics.SignificanceRows.Key;
import heed.metrics.SignificanceRows.Row;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how significant each review is, and where the complaints are. An earlier review of the same
 * customer that comes late moves the rank of the later ones with it. Whoever changes a row of
 * theirs counts alone.
 */
@Singleton
class SignificanceFollower implements Follower {
  @Override
  public After after() {
    return After.CUSTOMERS;
  }

  @Override
  public void follow(Connection connection, List<Change> changes) throws SQLException {
    var told =
        changes.stream().filter(c -> !Objects.equals(before(c), c.after().review())).toList();
    if (told.isEmpty()) {
      return;
    }
    var ranks = Ranks.of(connection, told);
    var gone = new ArrayList<Key>();
    var silent = new ArrayList<Key>();
    var kept = new ArrayList<Row>();
    for (var change : told) {
      var fact = change.after();
      var was = before(change);
      if (was != null) {
        gone.add(Key.of(fact, was));
        if (!Row.complaints(was).isEmpty()) {
          silent.add(Key.of(fact, was));
        }
      }
      var is = fact.review();
      if (is != null) {
        kept.add(Row.of(fact, is, ranks.of(fact)));
      }
    }
    SignificanceRows.forget(connection, gone, silent);
    SignificanceRows.keep(connection, kept);
    SignificanceRows.move(connection, ranks.moved());
  }

  private static @Nullable LatestReview before(Change change) {
    var before = change.before();
    return before == null ? null : before.review();
  }
}
