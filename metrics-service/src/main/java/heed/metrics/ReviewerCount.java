package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Distinct reviewers of a window: a customer of a storefront is one, a guest's review one of its
 * own. Of the whole spans the counters know whose latest review lies in them; of what is added or
 * taken off at the edges the customers' own rows tell it. To these come those who wrote in the
 * window and whose latest review lies after it: storefronts' clocks may be minutes ahead.
 */
final class ReviewerCount {
  /** One per customer, and one per review of a guest. */
  private static final String ONES =
      "select distinct storefront, customer_id, case when customer_id is null then review_id end"
          + " from reviews r where revision is not null and storefront = any(?) and ";

  private static final String WROTE =
      "(select from reviews r where r.storefront = f.storefront and r.customer_id = f.customer_id"
          + " and r.revision is not null and ";

  private static final Level FACTS = new Level(null, null);

  private final Connection connection;
  private final Cut cut;
  private final List<Object> args = new ArrayList<>();

  private ReviewerCount(Connection connection, Cut cut) {
    this.connection = connection;
    this.cut = cut;
  }

  /**
   * Reviewers of a window that ends at about now.
   *
   * @param inWhole those that counters of the level have in the whole spans of the window
   */
  static long of(Connection connection, Cut cut, Instant from, Instant to, long inWhole)
      throws SQLException {
    var spans = Span.of(from, to, Level.of(cut));
    var isWhole = spans.stream().anyMatch(s -> s.grain() != null);
    return cut.filters().size() > 1 || !isWhole
        ? ofFacts(connection, cut, from, to)
        : inWhole + new ReviewerCount(connection, cut).edges(spans, from, to);
  }

  /** Of any window and cut, by looking at each of its reviews. */
  static long ofFacts(Connection connection, Cut cut, Instant from, Instant to)
      throws SQLException {
    var count = new ReviewerCount(connection, cut);
    var whole = Span.of(from, to, FACTS);
    return count.ask("select count(*) from (" + count.ones(whole) + ") as ones");
  }

  /** What the whole spans do not tell rightly. */
  private long edges(List<Span> spans, Instant from, Instant to) throws SQLException {
    var sums = new ArrayList<String>();
    for (var span : spans) {
      if (span.grain() == null) {
        sums.add((span.less() ? "- " : "+ ") + latestIn(span));
      }
    }
    sums.add("+ " + later(from, to));
    return ask("select 0 " + String.join(" ", sums));
  }

  private String latestIn(Span span) {
    var sql =
        "(select count(*) from ("
            + ones(List.of(span))
            + ") as f left join customers c using (storefront, customer_id)"
            + " where f.customer_id is null or (c.latest->>"
            + scope()
            + ")::bigint * 1000 < ?)";
    args.add(ChronoUnit.MICROS.between(Instant.EPOCH, span.to()));
    return sql;
  }

  /** Customers who wrote in the window, but whose latest review lies after it. */
  private String later(Instant from, Instant to) {
    var window = Span.of(from, to, FACTS);
    var after = new Span(null, window.getLast().to(), Instant.parse("9999-12-31T00:00:00Z"));
    return "(select count(*) from ("
        + ones(List.of(after))
        + ") as f where f.customer_id is not null and exists "
        + wrote(window)
        + ")";
  }

  private String ones(List<Span> spans) {
    args.add(cut.storefronts());
    return ONES + Sums.within("placed_at", spans, args) + filters();
  }

  private String wrote(List<Span> spans) {
    return WROTE + Sums.within("placed_at", spans, args) + filters() + ")";
  }

  /** Which of a customer's latest reviews is meant, as {@link Scope#key} has it. */
  private String scope() {
    if (cut.filters().isEmpty()) {
      return "('storefront:' || f.storefront)";
    }
    var filter = cut.filters().entrySet().iterator().next();
    args.add(new Scope(filter.getKey(), filter.getValue()).key());
    return "?::text";
  }

  private String filters() {
    return cut.filters().entrySet().stream()
        .map(
            filter -> {
              args.add(filter.getValue());
              return " and r." + filter.getKey().factColumn() + " = ?";
            })
        .collect(Collectors.joining());
  }

  private long ask(String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
