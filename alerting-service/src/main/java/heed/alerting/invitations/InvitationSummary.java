package heed.alerting.invitations;

import heed.alerting.Sql;
import heed.alerting.telling.Letters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How asking goes. An order counts in the window in which its invitation was sent, or refused for
 * good, with all that came of it since; the shares are of these. One that was erased counts no
 * more, as in the KPIs.
 *
 * @param mailAway true while letters wait for a mail server that cannot be reached
 * @param due orders that wait for their invitation now, whenever it is
 * @param n orders that were asked about in the window
 * @param sent those of which the mail server has the invitation
 * @param answered those that were reviewed after it, by whatever way
 */
record InvitationSummary(
    String window,
    boolean mailAway,
    long due,
    long n,
    Part sent,
    Part reminded,
    Part opened,
    Part answered,
    Part declined,
    Part bounced) {

  /**
   * Some of those who were asked.
   *
   * @param share of them, 0 to 1; null if nobody was asked
   */
  record Part(long n, @Nullable Double share) {}

  private static final String ASKED =
      """
      select count(*) as n, count(sent_at) as sent, count(reminded_at) as reminded,
        count(opened_at) as opened,
        count(*) filter (where answered_at >= sent_at) as answered,
        count(declined_at) as declined, count(bounced_at) as bounced
      from invitations
      where (?::text[] is null or storefront = any (?::text[])) and state <> 'ERASED'
        and coalesce(sent_at, bounced_at) > (select clock_timestamp()) - make_interval(secs => ?)
      """;

  private static final String DUE =
      """
      select count(*) as n from invitations
      where next_at is not null and state = 'WAITING'
        and (?::text[] is null or storefront = any (?::text[]))
      """;

  /**
   * @param storefronts null for every one
   */
  static InvitationSummary read(
      Connection connection,
      String window,
      Duration length,
      @Nullable Collection<String> storefronts)
      throws SQLException {
    var due =
        Sql.list(connection, DUE, row -> row.getLong("n"), storefronts, storefronts).getFirst();
    var away = Letters.mailIsAway(connection);
    return Sql.list(
            connection,
            ASKED,
            row -> read(row, window, away, due),
            storefronts,
            storefronts,
            (double) length.toSeconds())
        .getFirst();
  }

  private static InvitationSummary read(ResultSet row, String window, boolean mailAway, long due)
      throws SQLException {
    var n = row.getLong("n");
    return new InvitationSummary(
        window,
        mailAway,
        due,
        n,
        part(row, "sent", n),
        part(row, "reminded", n),
        part(row, "opened", n),
        part(row, "answered", n),
        part(row, "declined", n),
        part(row, "bounced", n));
  }

  private static Part part(ResultSet row, String name, long of) throws SQLException {
    var n = row.getLong(name);
    return new Part(n, of == 0 ? null : (double) n / of);
  }
}
