package heed.metrics;

import heed.metrics.Recounted.Piece;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts all facts anew, in SQL where the folding counts in Java, and compares: whatever came in
 * whatever order, what is kept = recount from facts. If it ever is not, it is put right.
 */
@Singleton
class Recount {
  private static final Duration FOREVER = Duration.ofDays(1);

  private final Transactions transactions;
  private final List<Recounted> parts;

  Recount(Transactions transactions, @All List<Recounted> others) {
    this.transactions = transactions;
    this.parts =
        Stream.concat(
                Stream.of(
                    KeptTable.counters(),
                    KeptTable.responseTimes(),
                    KeptTable.customers(),
                    KeptTable.reviewsOfCustomers(),
                    new ReviewerRecount()),
                others.stream())
            .toList();
  }

  /** A piece of one of the parts; they are done in this order. */
  record Place(int part, Piece piece) implements Comparable<Place> {
    /** Before every piece of a part. */
    static Place beginning(int part) {
      return new Place(part, new Piece("", null));
    }

    @Override
    public int compareTo(Place other) {
      return part == other.part ? piece.compareTo(other.piece) : Integer.compare(part, other.part);
    }
  }

  /**
   * How far a recount came.
   *
   * @param pieces that were looked at
   * @param mended rows that were put right
   * @param next where to go on; null at the end
   */
  record Progress(int pieces, List<String> differences, int mended, @Nullable Place next) {}

  /**
   * What of it all is meant.
   *
   * @param storefront null: every one
   * @param part by its name; null: every one
   */
  record Of(@Nullable String storefront, @Nullable String part) {
    static final Of ALL = new Of(null, null);

    static Of storefront(@Nullable String storefront) {
      return new Of(storefront, null);
    }

    private boolean has(Recounted part) {
      return this.part == null || this.part.equals(part.name());
    }

    private boolean has(Piece piece) {
      return storefront == null || storefront.equals(piece.storefront());
    }
  }

  /** What differs, told one line each; nothing if all is well. */
  List<String> differences(Of of) {
    return check(of, null, FOREVER).differences();
  }

  /** Puts right everything that differs; how many rows it were. */
  int mend(Of of) throws SQLException {
    return mend(of, null, FOREVER).mended();
  }

  /**
   * Looks for differences until the time is up; at least at one piece.
   *
   * @param from null: from the beginning
   */
  Progress check(Of of, @Nullable Place from, Duration atMost) {
    try {
      return go(
          of,
          from,
          atMost,
          (part, piece, told) -> {
            told.addAll(transactions.readLong(c -> part.differences(c, piece)));
            return 0;
          });
    } catch (SQLException e) {
      throw new IllegalStateException("the database did not answer", e);
    }
  }

  /**
   * The same, and puts right what differs. Only where something does is the folding stopped, and
   * what is to be mended found out once more.
   *
   * @throws SQLException what was mended so far is; do it again
   */
  Progress mend(Of of, @Nullable Place from, Duration atMost) throws SQLException {
    return go(
        of,
        from,
        atMost,
        (part, piece, told) ->
            transactions.readLong(c -> part.differences(c, piece)).isEmpty()
                ? 0
                : transactions.writeLong(
                    connection -> {
                      FoldingLocks.alone(connection);
                      return part.mend(connection, piece);
                    }));
  }

  private interface Deed {
    int on(Recounted part, Piece piece, List<String> told) throws SQLException;
  }

  private Progress go(Of of, @Nullable Place from, Duration atMost, Deed deed) throws SQLException {
    var began = System.nanoTime();
    var told = new ArrayList<String>();
    var mended = 0;
    var pieces = 0;
    for (var part = from == null ? 0 : from.part(); part < parts.size(); part++) {
      if (!of.has(parts.get(part))) {
        continue;
      }
      if (pieces > 0 && System.nanoTime() - began > atMost.toNanos()) {
        return new Progress(pieces, told, mended, Place.beginning(part));
      }
      for (var place : places(of, part, from)) {
        if (pieces > 0 && System.nanoTime() - began > atMost.toNanos()) {
          return new Progress(pieces, told, mended, place);
        }
        mended += deed.on(parts.get(part), place.piece(), told);
        pieces++;
      }
    }
    return new Progress(pieces, told, mended, null);
  }

  private List<Place> places(Of of, int part, @Nullable Place from) throws SQLException {
    return transactions.readLong(parts.get(part)::pieces).stream()
        .filter(of::has)
        .map(piece -> new Place(part, piece))
        .filter(place -> from == null || place.compareTo(from) >= 0)
        .sorted()
        .toList();
  }
}
