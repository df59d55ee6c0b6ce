package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads reviews; erased ones are not there. */
@Singleton
class Reviews {
  private static final String ONE =
      // offset 0: each storefront is asked by its key, and no index is walked for the id alone
      Storefronts.WITH_KNOWN
          + "select to_json(r) from known join lateral (select * from reviews f where f.storefront = known.storefront"
          + " and f.review_id = ? and f.revision is not null offset 0) r on true";

  private final Transactions transactions;

  Reviews(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A review in a list.
   *
   * @param position where it is in the list, as a cursor keeps it
   */
  record Listed(Fact fact, String position) {}

  /** The place in the list after which the next page begins. */
  record Position(Instant placedAt, UUID id) {
    @Override
    public String toString() {
      return placedAt + " " + id;
    }

    static Position of(Fact fact) {
      return new Position(review(fact).place().placedAt(), fact.reviewId());
    }

    static @Nullable Position of(@Nullable String told) {
      if (told == null) {
        return null;
      }
      var space = told.indexOf(' ');
      return new Position(
          Instant.parse(told.substring(0, space)), UUID.fromString(told.substring(space + 1)));
    }
  }

  Optional<Fact> find(UUID id) {
    return transactions.read(
        connection -> {
          try (var statement = connection.prepareStatement(ONE)) {
            statement.setObject(1, id);
            return facts(statement).stream().findFirst();
          }
        });
  }

  /** However they are displayed. */
  List<Fact> newest(
      Cut cut,
      @Nullable String label,
      @Nullable Window window,
      @Nullable Position after,
      int limit) {
    return newest(cut, label, window, DisplayParameters.Filter.NONE, after, limit);
  }

  /**
   * Newest first; each storefront is read along its own index, whatever its neighbours have.
   *
   * @param window null: everything ever
   */
  List<Fact> newest(
      Cut cut,
      @Nullable String label,
      @Nullable Window window,
      DisplayParameters.Filter display,
      @Nullable Position after,
      int limit) {
    var args = new ArrayList<Object>();
    args.add(cut.storefronts());
    var where = new StringBuilder("r.storefront = s.name and r.revision is not null");
    cut.filters()
        .forEach(
            (dimension, value) -> {
              where.append(" and r.").append(dimension.factColumn()).append(" = ?");
              args.add(value);
            });
    if (label != null) {
      where.append(" and r.label = ?");
      args.add(label);
    }
    if (window != null) {
      where.append(" and r.placed_at > now() - make_interval(secs => ?)");
      args.add((double) window.length().toSeconds());
    }
    display.narrow(where);
    if (after != null) {
      where.append(" and (r.placed_at, r.review_id) < (?, ?)");
      args.add(after.placedAt());
      args.add(after.id());
    }
    var order = " order by r.placed_at desc, r.review_id desc limit " + limit;
    var sql =
        "select to_json(r) from unnest(?::text[]) as s (name) cross join lateral"
            + " (select * from reviews r where "
            + where
            + order
            + ") r"
            + order;
    return transactions.read(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            new Sql(connection, statement).args(args);
            return facts(statement);
          }
        });
  }

  /** What a listed fact says; it was read as one that is there. */
  static LatestReview review(Fact fact) {
    return Objects.requireNonNull(fact.review(), "a listed review is there");
  }

  /** What was decided about displaying these, where there is more to say than how. */
  Map<Fold.Key, DisplayState> displayStates(List<Fact> facts) {
    var keys = facts.stream().map(f -> new Fold.Key(f.storefront(), f.reviewId())).toList();
    return transactions.read(connection -> DisplayRows.load(connection, keys));
  }

  static List<Fact> facts(PreparedStatement statement) throws SQLException {
    var facts = new ArrayList<Fact>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        facts.add(FactRows.fact(rows.getString(1)));
      }
    }
    return facts;
  }
}
