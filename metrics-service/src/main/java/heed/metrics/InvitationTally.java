package heed.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What changed invitations come to in the sums of their days. */
final class InvitationTally {
  /**
   * A row of the sums.
   *
   * @param product empty: all of them together
   */
  record Cell(String storefront, String product, Instant day, String country, String language) {}

  private static final Comparator<Cell> IN_ORDER =
      Comparator.comparing(Cell::storefront)
          .thenComparing(Cell::product)
          .thenComparing(Cell::day)
          .thenComparing(Cell::country)
          .thenComparing(Cell::language);

  private final Map<Cell, InvitationCounts> sums = new TreeMap<>(IN_ORDER);

  /** Takes away what it was and adds what it is. */
  void replace(@Nullable Invitation before, Invitation after) {
    if (before != null) {
      cells(before).forEach(cell -> add(cell, before.counts().negated()));
    }
    cells(after).forEach(cell -> add(cell, after.counts()));
  }

  private void add(Cell cell, InvitationCounts counts) {
    sums.merge(cell, counts, InvitationCounts::plus);
  }

  /** Those that change anything, in the order in which they are written. */
  Map<Cell, InvitationCounts> differences() {
    sums.values().removeIf(InvitationCounts.NONE::equals);
    return sums;
  }

  private static List<Cell> cells(Invitation of) {
    var day = of.day();
    if (day == null) {
      return List.of();
    }
    var about = of.about();
    var cells = new ArrayList<Cell>();
    cells.add(new Cell(of.storefront(), "", day, about.country(), about.language()));
    for (var product : about.products()) {
      cells.add(new Cell(of.storefront(), product, day, about.country(), about.language()));
    }
    return cells;
  }
}
