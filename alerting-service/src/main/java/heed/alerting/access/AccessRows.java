package heed.alerting.access;

import heed.alerting.Sql;
import heed.alerting.access.Credential.Hash;
import heed.alerting.access.Entry.Stamp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those who may come in, in the database. */
final class AccessRows {
  private static final String INSERT =
      """
      insert into holders (kind, name, handle, storefronts, roles, teams, disabled, revoked,
        generation, change, made_at, made_by, changed_at, changed_by, sha256, expires_at,
        previous_sha256, previous_until, password, invitation_sha256, invitation_until, id)
      values (?, ?, ?, ?::text[], ?::text[], ?::text[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz,
        ?, ?::timestamptz, ?, ?, ?::timestamptz, ?)
      on conflict (handle) where not revoked do nothing
      """;
  private static final String UPDATE =
      """
      update holders set kind = ?, name = ?, handle = ?, storefronts = ?::text[],
        roles = ?::text[], teams = ?::text[], disabled = ?, revoked = ?, generation = ?,
        change = ?, made_at = ?, made_by = ?, changed_at = ?, changed_by = ?, sha256 = ?,
        expires_at = ?::timestamptz, previous_sha256 = ?, previous_until = ?::timestamptz,
        password = ?, invitation_sha256 = ?, invitation_until = ?::timestamptz
      where id = ?
      """;
  private static final String LIST =
      "select * from holders where kind = ? and not revoked and handle > ? order by handle limit ?";
  private static final String TELL =
      """
      insert into access_outbox (holder_id, change) values (?, ?)
      on conflict (holder_id) do update set change = excluded.change
      """;
  private static final String USED =
      """
      update holders set last_used = ? where id = any (?::text[])
        and (last_used is null or last_used < ?)
      """;

  private AccessRows() {}

  static List<Entry> list(Connection connection, String kind, String after, int limit)
      throws SQLException {
    return Sql.list(connection, LIST, AccessRows::read, kind, after, limit);
  }

  static int count(Connection connection, String kind) throws SQLException {
    var sql = "select count(*) from holders where kind = ? and not revoked";
    return Sql.list(connection, sql, row -> row.getInt(1), kind).getFirst();
  }

  static @Nullable Entry find(Connection connection, String id) throws SQLException {
    return one(connection, "select * from holders where id = ? and not revoked", id);
  }

  /** The person of this name; null if there is none. */
  static @Nullable Entry person(Connection connection, String handle) throws SQLException {
    var sql = "select * from holders where handle = ? and kind = 'PERSON' and not revoked";
    return one(connection, sql, handle);
  }

  /** The person whom a token invites; null if it is no invitation, or one that was replaced. */
  static @Nullable Entry invited(Connection connection, String sha256) throws SQLException {
    var sql = "select * from holders where invitation_sha256 = ? and not revoked";
    return one(connection, sql, HexFormat.of().parseHex(sha256));
  }

  /** All that changed after this number, also those who are gone, in the order of the changes. */
  static List<Entry> since(Connection connection, long change, int limit) throws SQLException {
    var sql = "select * from holders where change > ? order by change limit ?";
    return Sql.list(connection, sql, AccessRows::read, change, limit);
  }

  static long lastChange(Connection connection) throws SQLException {
    var sql = "select coalesce(max(change), 0) from holders";
    return Sql.list(connection, sql, row -> row.getLong(1)).getFirst();
  }

  /** False if its name is taken. */
  static boolean insert(Connection connection, Entry entry) throws SQLException {
    return Sql.update(connection, INSERT, values(entry)) == 1;
  }

  static void update(Connection connection, Entry entry) throws SQLException {
    Sql.update(connection, UPDATE, values(entry));
  }

  /** It is to leave on {@code access-changed}. */
  static void tell(Connection connection, Entry entry) throws SQLException {
    Sql.update(connection, TELL, entry.id(), entry.stamp().change());
  }

  /** Everybody is to be told of again, unless he waits to be already. */
  static int tellAll(Connection connection) throws SQLException {
    return Sql.update(
        connection,
        """
        insert into access_outbox (holder_id, change) select id, change from holders
        on conflict (holder_id) do nothing
        """);
  }

  static void used(Connection connection, Collection<String> ids, LocalDate day)
      throws SQLException {
    Sql.update(connection, USED, day, ids, day);
  }

  private static @Nullable Entry one(Connection connection, String sql, Object key)
      throws SQLException {
    var found = Sql.list(connection, sql, AccessRows::read, key);
    return found.isEmpty() ? null : found.getFirst();
  }

  private static @Nullable Object[] values(Entry e) {
    @Nullable Hash current = e.credential() instanceof Credential.Key key ? key.current() : null;
    @Nullable Hash previous = e.credential() instanceof Credential.Key key ? key.previous() : null;
    @Nullable Hash invitation =
        e.credential() instanceof Credential.Password p ? p.invitation() : null;
    return new @Nullable Object[] {
      e.person() ? "PERSON" : "KEY",
      e.name(),
      Handle.of(e.name()),
      e.grant().storefronts(),
      e.grant().roles(),
      e.grant().teams(),
      e.disabled(),
      e.revoked(),
      e.generation(),
      e.stamp().change(),
      e.stamp().madeAt(),
      e.stamp().madeBy(),
      e.stamp().changedAt(),
      e.stamp().changedBy(),
      bytes(current),
      current == null ? null : current.until(),
      bytes(previous),
      previous == null ? null : previous.until(),
      e.credential() instanceof Credential.Password p ? p.password() : null,
      bytes(invitation),
      invitation == null ? null : invitation.until(),
      e.id()
    };
  }

  private static byte @Nullable [] bytes(@Nullable Hash hash) {
    return hash == null ? null : HexFormat.of().parseHex(hash.sha256());
  }

  static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("id"),
        row.getString("name"),
        new Grant(set(row, "storefronts"), set(row, "roles"), set(row, "teams")),
        credential(row),
        row.getBoolean("disabled"),
        row.getBoolean("revoked"),
        row.getLong("generation"),
        new Stamp(
            row.getLong("change"),
            Sql.at(row, "made_at"),
            row.getString("made_by"),
            Sql.at(row, "changed_at"),
            row.getString("changed_by")),
        row.getObject("last_used", LocalDate.class));
  }

  private static Credential credential(ResultSet row) throws SQLException {
    if (row.getString("kind").equals("PERSON")) {
      return new Credential.Password(
          row.getString("password"), hash(row, "invitation_sha256", "invitation_until"));
    }
    var current = hash(row, "sha256", "expires_at");
    if (current == null) {
      throw new IllegalStateException("a key without a hash");
    }
    return new Credential.Key(current, hash(row, "previous_sha256", "previous_until"));
  }

  private static @Nullable Hash hash(ResultSet row, String column, String until)
      throws SQLException {
    var bytes = row.getBytes(column);
    return bytes == null
        ? null
        : new Hash(HexFormat.of().formatHex(bytes), Sql.atOrNull(row, until));
  }

  private static Set<String> set(ResultSet row, String column) throws SQLException {
    return Set.of((String[]) row.getArray(column).getArray());
  }
}
