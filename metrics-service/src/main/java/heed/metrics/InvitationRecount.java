package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Adds up invitations anew, in SQL where {@link InvitationTally} does in Java. */
@Singleton
class InvitationRecount extends DayRecount {
  private static final String COLUMNS =
      "storefront, product, day, country, language, sent, reminded, opened, answered, declined, bounced";
  private static final String OF_A_DAY = "storefront = ? and day >= ? and day < ?";

  /** A row of nothing is none. */
  private static final String COMPARING =
      """
      select concat_ws(' ', 'invitations', storefront, product, day, country, language, f.rows, k.kept)
      from (select 'rows' as rows, %1$s from invitation_days_of_rows where %2$s) as f
      full join (select 'kept' as kept, %1$s from invitation_days
        where %2$s and (sent, reminded, opened, answered, declined, bounced) <> (0, 0, 0, 0, 0, 0)) as k
        using (%1$s)
      where f.rows is null or k.kept is null limit 100
      """
          .formatted(COLUMNS, OF_A_DAY);

  InvitationRecount() {
    super(
        "invitations",
        Stepping.days("invitations", "day", "sent_at is not null")
            + " union "
            + Stepping.days("invitation_days", "day", "true"),
        List.of(COMPARING),
        List.of(
            "delete from invitation_days where " + OF_A_DAY,
            "insert into invitation_days (%1$s) select %1$s from invitation_days_of_rows where %2$s"
                .formatted(COLUMNS, OF_A_DAY)));
  }

  /** Who counts reviews is stopped already; these are counted by others. */
  @Override
  public int mend(Connection connection, Piece piece) throws SQLException {
    Invitations.alone(connection);
    return super.mend(connection, piece);
  }
}
