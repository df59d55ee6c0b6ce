package heed.metrics;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads reviews, the most significant first. A product has few and all of them are ordered;
 * otherwise the most significant of each day are merged, along one index.
 */
@Singleton
class SignificantReviews {
  private static final String LISTED =
      """
      select to_json(r), k.score from (%s order by score desc, review_id desc limit ?) as k
      join reviews r on r.storefront = k.storefront and r.review_id = k.review_id
      order by k.score desc, k.review_id desc
      """;
  private static final String OF_A_PRODUCT =
      """
      select k.storefront, k.review_id, k.score
      from reviews r join significances k using (storefront, placed_at, review_id)
      where r.storefront = any(?) and r.revision is not null and r.product_id = ?
        and r.placed_at > ? %s
      """;

  /** Steps from day to day that has any, newest first. */
  private static final String BY_DAY =
      """
      select k.storefront, k.review_id, k.score from unnest(?::text[]) as s (name)
      cross join lateral (
        with recursive days as (
          (select k.day from significances k where k.storefront = s.name order by k.day desc limit 1)
          union all
          select (select k.day from significances k
            where k.storefront = s.name and k.day < days.day order by k.day desc limit 1)
          from days where days.day is not null)
        select day from days where day is not null and day >= (?::timestamptz at time zone 'UTC')::date) as d
      cross join lateral (
        select k.storefront, k.review_id, k.score from significances k
        where k.storefront = s.name and k.day = d.day and k.placed_at > ? %s
        order by k.score desc, k.review_id desc limit ?) as k
      """;

  private final Transactions transactions;

  SignificantReviews(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The place in the list after which the next page begins. */
  record Position(int score, UUID id) {
    @Override
    public String toString() {
      return score + " " + id;
    }

    static @Nullable Position of(@Nullable String told) {
      if (told == null) {
        return null;
      }
      var space = told.indexOf(' ');
      return new Position(
          Integer.parseInt(told.substring(0, space)), UUID.fromString(told.substring(space + 1)));
    }
  }

  /**
   * @param window null: everything ever
   */
  List<Reviews.Listed> of(
      Cut cut,
      @Nullable String label,
      @Nullable Window window,
      DisplayParameters.Filter display,
      @Nullable Position after,
      int limit) {
    return transactions.read(
        connection -> {
          var since =
              window == null ? Instant.EPOCH : ServerTime.now(connection).minus(window.length());
          var args = new ArrayList<Object>();
          var product = cut.filters().get(Dimension.PRODUCT);
          String chosen;
          if (product == null) {
            args.addAll(List.of(cut.storefronts(), since, since));
            chosen = BY_DAY.formatted(filters(cut, label, display, after, args));
            args.add(limit);
          } else {
            args.addAll(List.of(cut.storefronts(), product, since));
            chosen = OF_A_PRODUCT.formatted(filters(cut, label, display, after, args));
          }
          args.add(limit);
          var listed = new ArrayList<Reviews.Listed>();
          try (var statement = connection.prepareStatement(LISTED.formatted(chosen))) {
            new Sql(connection, statement).args(args);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                var fact = FactRows.fact(rows.getString(1));
                var position = new Position(rows.getInt(2), fact.reviewId());
                listed.add(new Reviews.Listed(fact, position.toString()));
              }
            }
          }
          return listed;
        });
  }

  private static String filters(
      Cut cut,
      @Nullable String label,
      DisplayParameters.Filter display,
      @Nullable Position after,
      List<Object> args) {
    var sql = new StringBuilder();
    cut.filters()
        .forEach(
            (dimension, value) -> {
              sql.append(" and k.").append(dimension.column()).append(" = ?");
              args.add(value);
            });
    if (label != null) {
      sql.append(" and k.label = ?");
      args.add(label);
    }
    if (display.asks()) {
      sql.append(" and exists (select from reviews r")
          .append(" where r.storefront = k.storefront and r.review_id = k.review_id");
      display.narrow(sql);
      sql.append(")");
    }
    if (after != null) {
      sql.append(" and (k.score, k.review_id) < (?, ?)");
      args.add(after.score());
      args.add(after.id());
    }
    return sql.toString();
  }
}
