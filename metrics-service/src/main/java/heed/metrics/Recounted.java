package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something kept beside the facts that can be counted anew from them. It is checked and mended
 * piece by piece, each in a transaction of its own, so that a recount of everything never stands in
 * the way of the folding for long. Implement it as a bean, and the recount covers it.
 */
interface Recounted {
  /**
   * As much as one transaction takes.
   *
   * @param day the UTC day; null where the storefront cannot be cut further
   */
  record Piece(String storefront, @Nullable Instant day) implements Comparable<Piece> {
    private static final Comparator<Piece> ORDER =
        Comparator.comparing(Piece::storefront)
            .thenComparing(Piece::day, Comparator.nullsFirst(Comparator.naturalOrder()));

    @Override
    public int compareTo(Piece other) {
      return ORDER.compare(this, other);
    }
  }

  /** One word for people, unique among all. */
  String name();

  /** All that there is to check, by the facts and by what is kept. */
  List<Piece> pieces(Connection connection) throws SQLException;

  /** What differs, told one line each and without naming a person; nothing if all is well. */
  List<String> differences(Connection connection, Piece piece) throws SQLException;

  /**
   * Puts right what differs; nobody folds meanwhile.
   *
   * @return how many rows were changed
   */
  int mend(Connection connection, Piece piece) throws SQLException;
}
