package heed.alerting.telling;

import heed.alerting.Endpoints;
import heed.alerting.Sql;
import heed.alerting.telling.Endpoint.Crm;
import heed.alerting.telling.Endpoint.Secrets;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Endpoints in the database, their secrets and addresses sealed. */
@Singleton
class EndpointRows implements Endpoints {
  private static final String INSERT =
      """
      insert into endpoints (id, kind, url, storefronts, events, secret, enabled, created_at,
        created_by, mapping, mapped, "authorization")
      values (?, ?, ?, ?::text[], ?::text[], ?, true, ?, ?, ?, ?::text[], ?)
      on conflict (id) do nothing
      """;
  private static final String UPDATE =
      """
      update endpoints set url = ?, storefronts = ?::text[], events = ?::text[], secret = ?,
        previous_secret = ?, previous_until = ?, enabled = ?, disabled_because = ?,
        mapping = ?, mapped = ?::text[], "authorization" = ?
      where id = ?
      """;

  private static final String SEALED_BEFORE =
      """
      select * from endpoints
      where not starts_with(url, ?) or not starts_with(secret, ?)
        or not starts_with(coalesce(previous_secret, ?), ?)
        or not starts_with(coalesce("authorization", ?), ?)
      order by id for update skip locked
      """;
  private static final String RESEAL =
      """
      update endpoints set url = ?, secret = ?, previous_secret = ?, "authorization" = ?
      where id = ?
      """;

  private final Sealed sealed;

  EndpointRows(Sealed sealed) {
    this.sealed = sealed;
  }

  List<Endpoint> all(Connection connection) throws SQLException {
    return Sql.list(connection, "select * from endpoints order by created_at, id", this::one);
  }

  /** Who listens; needs no secret, so that a lost key keeps nobody else from being told. */
  static List<Subscription> subscriptions(Connection connection) throws SQLException {
    var sql = "select * from endpoints where enabled order by id";
    return Sql.list(connection, sql, EndpointRows::subscription);
  }

  /** Also those that listen no more. */
  static List<Subscription> everySubscription(Connection connection) throws SQLException {
    return Sql.list(connection, "select * from endpoints order by id", EndpointRows::subscription);
  }

  @Override
  public Map<String, Boolean> enabled(Connection connection) throws SQLException {
    // A CRM is told of customers, not called by teams.
    var sql = "select * from endpoints where kind <> 'CRM' order by id for share";
    return Sql.list(connection, sql, EndpointRows::subscription).stream()
        .collect(Collectors.toMap(Subscription::id, Subscription::enabled));
  }

  @Nullable Endpoint find(Connection connection, String id) throws SQLException {
    var found = Sql.list(connection, "select * from endpoints where id = ?", this::one, id);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** False if the id is taken. */
  boolean insert(Connection connection, Endpoint e) throws SQLException {
    var rows =
        Sql.update(
            connection,
            INSERT,
            e.id(),
            e.subscription().kind().name(),
            sealed.seal(e.id(), e.url().text()),
            e.subscription().storefronts(),
            e.subscription().events(),
            sealed.seal(e.id(), e.secrets().current()),
            e.createdAt(),
            e.createdBy(),
            mapping(e),
            mapped(e),
            authorization(e));
    return rows == 1;
  }

  void update(Connection connection, Endpoint e) throws SQLException {
    var previous = e.secrets().previous();
    Sql.update(
        connection,
        UPDATE,
        sealed.seal(e.id(), e.url().text()),
        e.subscription().storefronts(),
        e.subscription().events(),
        sealed.seal(e.id(), e.secrets().current()),
        previous == null ? null : sealed.seal(e.id(), previous),
        e.secrets().previousUntil(),
        e.subscription().enabled(),
        e.disabledBecause(),
        mapping(e),
        mapped(e),
        authorization(e),
        e.id());
  }

  private static @Nullable String mapping(Endpoint e) {
    return e.crm() == null ? null : e.crm().mapping();
  }

  private static @Nullable Set<String> mapped(Endpoint e) {
    return e.crm() == null ? null : e.subscription().mapped();
  }

  private @Nullable String authorization(Endpoint e) {
    var authorization = e.crm() == null ? null : e.crm().authorization();
    return authorization == null ? null : sealed.seal(e.id(), authorization);
  }

  /** Seals anew what a key before the current one sealed; answers how many endpoints are left. */
  int reseal(Connection connection) throws SQLException {
    var mark = sealed.mark();
    if (mark == null) {
      return 0;
    }
    var left = 0;
    for (var row :
        Sql.list(connection, SEALED_BEFORE, SealedRow::read, mark, mark, mark, mark, mark, mark)) {
      try {
        Sql.update(
            connection,
            RESEAL,
            anew(row.id(), row.url()),
            anew(row.id(), row.secret()),
            row.previous() == null ? null : anew(row.id(), row.previous()),
            row.authorization() == null ? null : anew(row.id(), row.authorization()),
            row.id());
      } catch (IllegalStateException e) {
        left++; // no key opens it: whoever comes to send there is told so
      }
    }
    return left;
  }

  private String anew(String id, String text) {
    return sealed.seal(id, sealed.open(id, text));
  }

  private record SealedRow(
      String id,
      String url,
      String secret,
      @Nullable String previous,
      @Nullable String authorization) {
    static SealedRow read(ResultSet row) throws SQLException {
      return new SealedRow(
          row.getString("id"),
          row.getString("url"),
          row.getString("secret"),
          row.getString("previous_secret"),
          row.getString("authorization"));
    }
  }

  /** Nothing is sent there any more; true if it was enabled. */
  boolean disable(Connection connection, String id, String because) throws SQLException {
    var sql = "update endpoints set enabled = false, disabled_because = ? where id = ? and enabled";
    return Sql.update(connection, sql, because, id) == 1;
  }

  void delete(Connection connection, String id) throws SQLException {
    Sql.update(connection, "delete from endpoints where id = ?", id);
  }

  private Endpoint one(ResultSet row) throws SQLException {
    var id = row.getString("id");
    var previous = row.getString("previous_secret");
    Instant until = Sql.atOrNull(row, "previous_until");
    return new Endpoint(
        subscription(row),
        EndpointUrl.of(sealed.open(id, row.getString("url"))),
        new Secrets(
            sealed.open(id, row.getString("secret")),
            previous == null ? null : sealed.open(id, previous),
            until),
        row.getString("disabled_because"),
        Sql.at(row, "created_at"),
        row.getString("created_by"),
        crm(id, row));
  }

  private @Nullable Crm crm(String id, ResultSet row) throws SQLException {
    var mapping = row.getString("mapping");
    var authorization = row.getString("authorization");
    return mapping == null
        ? null
        : new Crm(mapping, authorization == null ? null : sealed.open(id, authorization));
  }

  static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getString("id"),
        Medium.valueOf(row.getString("kind")),
        set(row, "storefronts"),
        set(row, "events"),
        row.getBoolean("enabled"),
        Optional.ofNullable(set(row, "mapped")).orElse(Set.of()));
  }

  private static @Nullable Set<String> set(ResultSet row, String column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? null : new TreeSet<>(List.of((String[]) array.getArray()));
  }
}
