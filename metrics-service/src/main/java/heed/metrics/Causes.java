package heed.metrics;

import heed.events.Tags;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what customers name, as of one instant of the database's clock. */
@Singleton
class Causes {
  private final Transactions transactions;

  Causes(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What comes first. */
  enum Order {
    /** What most reviews name. */
    COUNT(
        Comparator.comparingLong(CausesAnswer.Cause::count)
            .reversed()
            .thenComparing(CausesAnswer.Cause::aspect)),
    /**
     * What lowers the rating most even at the end of the interval that speaks for it, so that few
     * ratings do not outrank many.
     */
    EFFECT(
        Comparator.<CausesAnswer.Cause, @Nullable Double>comparing(
                c -> c.effect().high(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(c -> c.effect().value(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(CausesAnswer.Cause::aspect));

    private final Comparator<CausesAnswer.Cause> order;

    Order(Comparator<CausesAnswer.Cause> order) {
      this.order = order;
    }
  }

  /** One window: all of it, and what is named in it. */
  private record Seen(Counts all, Map<Tags.Aspect, CauseCounts> named) {
    static Seen of(Connection connection, Cut cut, Instant from, Instant to) throws SQLException {
      return new Seen(Sums.of(connection, cut, from, to), CauseSums.of(connection, cut, from, to));
    }

    CauseCounts of(Tags.Aspect aspect) {
      return named.getOrDefault(aspect, CauseCounts.NONE);
    }

    long reviews() {
      return all.get(Measure.REVIEWS);
    }

    Share share(Tags.Aspect aspect) {
      return new Share(of(aspect).all(), reviews());
    }

    Mean ratings() {
      return RatingKpi.mean(all.stars(), all.points());
    }
  }

  /**
   * @param compared whether to tell how it moved against the window before
   * @param quotes how many of each at most
   */
  CausesAnswer of(Cut cut, Window window, boolean compared, Order order, int quotes) {
    return transactions.read(
        connection -> {
          var to = ServerTime.now(connection);
          var from = to.minus(window.length());
          var seen = Seen.of(connection, cut, from, to);
          var before =
              compared ? Seen.of(connection, cut, from.minus(window.length()), from) : null;
          var said = CauseQuotes.of(connection, cut, from, to, complained(seen), quotes);
          var items = new ArrayList<CausesAnswer.Cause>();
          for (var aspect : aspects(seen, before)) {
            items.add(cause(aspect, seen, before, said.getOrDefault(aspect, List.of())));
          }
          items.sort(order.order);
          return new CausesAnswer(
              window.label(),
              from,
              to,
              seen.reviews(),
              before == null ? null : before.reviews(),
              items);
        });
  }

  /** What vanished since the window before is a change, too. */
  private static Set<Tags.Aspect> aspects(Seen seen, @Nullable Seen before) {
    var aspects = EnumSet.noneOf(Tags.Aspect.class);
    aspects.addAll(seen.named().keySet());
    if (before != null) {
      aspects.addAll(before.named().keySet());
    }
    return aspects;
  }

  private static List<Tags.Aspect> complained(Seen seen) {
    return seen.named().entrySet().stream()
        .filter(named -> named.getValue().negative() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static CausesAnswer.Cause cause(
      Tags.Aspect aspect, Seen seen, @Nullable Seen before, List<CausesAnswer.Quote> quotes) {
    var counts = seen.of(aspect);
    return new CausesAnswer.Cause(
        aspect,
        counts.all(),
        counts.negative(),
        counts.neutral(),
        counts.positive(),
        CausesAnswer.Part.of(seen.share(aspect)),
        CausesAnswer.Effect.of(counts.ratings(), seen.ratings()),
        before == null ? null : CausesAnswer.Trend.of(seen.share(aspect), before.share(aspect)),
        quotes);
  }
}
