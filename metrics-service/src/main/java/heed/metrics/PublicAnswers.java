package heed.metrics;

import heed.metrics.Fold.Key;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Public answers, kept beside the reviews they answer. They come by a topic of their own, so they
 * may come before their review and after its erasure: an answer is kept only if it was given to the
 * review as it is now, after it was first received, and an erased review takes no more.
 */
@Singleton
class PublicAnswers {
  /**
   * Who brings answers and who erases their review wait for each other, also where neither finds a
   * row. Taken after the locks of the facts; who brings answers takes no other. Reviews share a few
   * locks, so that an erasure of a million of them does not fill the server's table of locks.
   */
  static final int ANSWERS = 0x48656566;

  private static final int LOCKS = 64;

  private static final String LOCK =
      "select pg_advisory_xact_lock(?, h) from unnest(?::int[]) as h";
  private static final String KEEP =
      """
      insert into public_answers (storefront, review_id, answer_id, case_id, at, text, language)
      select n.* from (values (?, ?, ?, ?, ?::timestamptz, ?, ?))
        as n (storefront, review_id, answer_id, case_id, at, text, language)
      left join reviews r using (storefront, review_id)
      where case when r.revision is null then r.erased_revision is null
        else n.at >= r.first_received_at end
      on conflict (storefront, review_id, answer_id) do nothing
      """;
  private static final String WITHDRAW =
      "delete from public_answers where storefront = ? and review_id = ? and at <= ?";
  private static final String FORGET =
      """
      delete from public_answers a
      using unnest(?::text[], ?::uuid[]) as k (storefront, review_id)
      join reviews r using (storefront, review_id)
      where a.storefront = k.storefront and a.review_id = k.review_id
        and (r.revision is null or a.at < r.first_received_at)
      """;
  private static final String OF =
      """
      select a.review_id, a.at, a.text, a.language from public_answers a
      join reviews r using (storefront, review_id)
      where a.storefront = ? and a.review_id = any (?::uuid[]) and a.at >= r.first_received_at
      order by a.at, a.answer_id
      """;

  private final Transactions transactions;

  PublicAnswers(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * An answer as it is shown.
   *
   * @param language of the review it answers; null if it is not known
   */
  record Answer(Instant at, String text, @Nullable String language) {}

  /** Applies all of it, or none; answers how many changed anything. */
  int apply(List<Answered> batch) throws SQLException {
    return transactions.write(connection -> apply(connection, batch));
  }

  /** The same where that may take minutes: a withdrawal must be done. */
  int applyPatiently(List<Answered> batch) throws SQLException {
    return transactions.writePatiently(connection -> apply(connection, batch));
  }

  private static int apply(Connection connection, List<Answered> batch) throws SQLException {
    lock(connection, batch.stream().map(Answered::review).toList());
    var changes = 0;
    for (var answered : batch) {
      changes += apply(connection, answered) > 0 ? 1 : 0;
    }
    return changes;
  }

  private static int apply(Connection connection, Answered answered) throws SQLException {
    return switch (answered) {
      case Answered.Published published -> keep(connection, published);
      case Answered.Withdrawn withdrawn -> withdraw(connection, withdrawn);
    };
  }

  private static int keep(Connection connection, Answered.Published published) throws SQLException {
    var event = published.event();
    try (var statement = connection.prepareStatement(KEEP)) {
      new Sql(connection, statement)
          .arg(event.storefront())
          .arg(event.reviewId())
          .arg(event.answerId())
          .arg(event.caseId())
          .arg(event.at());
      statement.setString(6, event.text());
      statement.setString(7, event.language());
      return statement.executeUpdate();
    }
  }

  private static int withdraw(Connection connection, Answered.Withdrawn withdrawn)
      throws SQLException {
    var event = withdrawn.event();
    try (var statement = connection.prepareStatement(WITHDRAW)) {
      new Sql(connection, statement).arg(event.storefront()).arg(event.reviewId()).arg(event.at());
      return statement.executeUpdate();
    }
  }

  /** Forgets what answers reviews that were erased, or began anew after an erasure. */
  static void forget(Connection connection, Collection<Key> reviews) throws SQLException {
    lock(connection, reviews);
    try (var statement = connection.prepareStatement(FORGET)) {
      DisplayRows.keys(new Sql(connection, statement), reviews);
      statement.executeUpdate();
    }
  }

  /** The answers to these reviews, first given first. */
  static Map<UUID, List<Answer>> of(
      Connection connection, String storefront, Collection<UUID> reviews) throws SQLException {
    var answers = new HashMap<UUID, List<Answer>>();
    try (var statement = connection.prepareStatement(OF)) {
      new Sql(connection, statement).arg(storefront).array("uuid", reviews);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          answers
              .computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
              .add(
                  new Answer(
                      rows.getObject(2, OffsetDateTime.class).toInstant(),
                      rows.getString(3),
                      rows.getString(4)));
        }
      }
    }
    return answers;
  }

  private static void lock(Connection connection, Collection<Key> reviews) throws SQLException {
    var locks =
        reviews.stream()
            .map(k -> Math.floorMod(k.reviewId().hashCode(), LOCKS))
            .sorted()
            .distinct();
    try (var statement = connection.prepareStatement(LOCK)) {
      new Sql(connection, statement).arg(ANSWERS).array("int", locks.toList());
      statement.execute();
    }
  }
}
