package heed.metrics.segments;

import heed.events.Segment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a customer stands, from all his reviews. The first rule that holds gives the segment:
 * what we owe him, then silence, then what speaks against us, then what speaks for us, then that he
 * is new; without any he is in none.
 */
final class SegmentDecider {
  private static final Duration SILENT = Duration.ofDays(180);
  private static final Duration RECENT = Duration.ofDays(90);
  private static final double FALL = 3;
  private static final double HIGH = 4.5;
  private static final int DETRACTOR = 6;
  private static final int PROMOTER = 9;
  private static final int ORDERS = 2;

  /**
   * How he stands.
   *
   * @param segment null for none
   * @param why every rule of that segment that holds, with its evidence
   * @param until when time alone may change it; null for never
   */
  record Standing(@Nullable Segment segment, List<Reason> why, @Nullable Instant until) {
    Standing {
      why = List.copyOf(why);
    }
  }

  Standing decide(List<Seen> reviews, Instant now) {
    var newest = reviews.stream().sorted(Seen.NEWEST_FIRST).toList();
    var holds = new ArrayList<Reason>();
    breachedCases(newest, holds);
    silence(newest, now, holds);
    answers(newest, holds);
    twoNegatives(newest, now, holds);
    fall(newest, holds);
    highMean(newest, holds);
    if (newest.size() == 1) {
      holds.add(Reason.of(Rule.FIRST_REVIEW, null, newest.getFirst()));
    }
    holds.sort(java.util.Comparator.comparing(Reason::rule));
    var segment = holds.isEmpty() ? null : holds.getFirst().rule().segment();
    var why = holds.stream().filter(r -> r.rule().segment() == segment).toList();
    return new Standing(segment, why, until(newest, now));
  }

  private static void breachedCases(List<Seen> newest, List<Reason> holds) {
    for (var review : newest) {
      if (review.breachedCase() != null) {
        holds.add(
            new Reason(
                Rule.BREACHED_CASE, List.of(review.reviewId()), review.breachedCase(), null, null));
      }
    }
  }

  private static void silence(List<Seen> newest, Instant now, List<Reason> holds) {
    if (newest.size() < 2) {
      return;
    }
    var last = newest.getFirst();
    if (!last.at().plus(SILENT).isAfter(now)) {
      var days = Duration.between(last.at(), now).toDays();
      holds.add(Reason.of(Rule.SILENCE, (double) days, last));
    }
  }

  private static void answers(List<Seen> newest, List<Reason> holds) {
    for (var review : newest) {
      var nps = review.nps();
      if (nps != null) {
        if (nps <= DETRACTOR) {
          holds.add(Reason.of(Rule.DETRACTOR, (double) nps, review));
        } else if (nps >= PROMOTER) {
          loyal(Rule.PROMOTER, nps, List.of(review), newest, holds);
        }
        return;
      }
    }
  }

  private static void twoNegatives(List<Seen> newest, Instant now, List<Reason> holds) {
    var recent = negatives(newest).filter(review -> review.at().plus(RECENT).isAfter(now)).toList();
    if (recent.size() >= 2) {
      holds.add(Reason.of(Rule.TWO_NEGATIVES, (double) recent.size(), recent.toArray(Seen[]::new)));
    }
  }

  private static void fall(List<Seen> newest, List<Reason> holds) {
    var rated = newest.stream().filter(review -> review.rating() != null).limit(2).toList();
    if (rated.size() < 2) {
      return;
    }
    var points = rating(rated.getLast()) - rating(rated.getFirst());
    if (points >= FALL) {
      holds.add(Reason.of(Rule.FALL, points, rated.toArray(Seen[]::new)));
    }
  }

  private static void highMean(List<Seen> newest, List<Reason> holds) {
    var rated = newest.stream().filter(review -> review.rating() != null).toList();
    var mean = rated.stream().mapToDouble(SegmentDecider::rating).average();
    if (mean.isPresent() && mean.getAsDouble() >= HIGH) {
      loyal(Rule.HIGH_MEAN, mean.getAsDouble(), rated, newest, holds);
    }
  }

  private static void loyal(
      Rule rule, double value, List<Seen> evidence, List<Seen> newest, List<Reason> holds) {
    var orders = orders(newest);
    if (orders >= ORDERS) {
      var ids = evidence.stream().map(Seen::reviewId).toList();
      holds.add(new Reason(rule, ids, null, value, orders));
    }
  }

  /** Reviews of one UTC day that name no order are taken for one. */
  private static int orders(List<Seen> newest) {
    var orders = new TreeSet<String>();
    for (var review : newest) {
      orders.add(
          review.order() == null
              ? "on " + review.at().atOffset(ZoneOffset.UTC).toLocalDate()
              : "order " + review.order());
    }
    return orders.size();
  }

  private static @Nullable Instant until(List<Seen> newest, Instant now) {
    var lapses = newest.size() < 2 ? null : newest.getFirst().at().plus(SILENT);
    var second = negatives(newest).skip(1).findFirst();
    var fades = second.map(review -> review.at().plus(RECENT)).orElse(null);
    return Stream.of(lapses, fades)
        .filter(at -> at != null && at.isAfter(now))
        .map(Objects::requireNonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static Stream<Seen> negatives(List<Seen> newest) {
    return newest.stream().filter(Seen::negative);
  }

  private static double rating(Seen review) {
    return Objects.requireNonNull(review.rating());
  }
}
