package heed.alerting.invitations;

import heed.alerting.Pseudonyms;
import heed.alerting.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is not to be asked, by keyed hashes: a customer of a storefront, and an address there. It
 * outlives an erasure, since it is how a no is kept without knowing whose.
 */
@Singleton
class Suppressions {
  private static final String INSERT =
      """
      insert into suppressions (id, storefront, kind, hash, reason, by) values (?, ?, ?, ?, ?, ?)
      on conflict (storefront, kind, hash) do nothing
      """;

  /** The storefront is in the hash. */
  static final String AMONG =
      "select hash from suppressions where kind = ? and hash = any (?::text[])";

  private static final String ADDRESSES =
      """
      select distinct a.address from invitations i
      left join invitation_letters l on l.order_key = i.order_key
      cross join lateral (values (i.address), (l.address)) as a (address)
      where i.order_key = ? and a.address is not null
      """;

  /** What a hash is of. */
  enum Kind {
    CUSTOMER,
    ADDRESS
  }

  /** Why somebody is on the list. */
  enum Reason {
    /** He said no by a link. */
    DECLINED,
    /** The address takes no mail. */
    BOUNCED,
    /** Somebody of the shop put him there, as he asked for it elsewhere. */
    ASKED
  }

  private final Pseudonyms pseudonyms;

  Suppressions(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** The hash by which an address is remembered; upper and lower case are one. */
  String address(String storefront, String email) {
    return pseudonyms.of(storefront, named(Kind.ADDRESS, email));
  }

  /** Puts somebody on the list; answers the id of the line, also of one that was there. */
  UUID add(
      Connection connection,
      String storefront,
      Kind kind,
      String whom,
      Reason reason,
      @Nullable String by)
      throws SQLException {
    return insert(
        connection, storefront, kind, pseudonyms.of(storefront, named(kind, whom)), reason, by);
  }

  /** The customer, and the addresses that his letters went to. */
  void declined(Connection connection, Invitation invitation) throws SQLException {
    var order = invitation.order();
    if (order != null && order.customerId() != null) {
      var whom = order.customerId();
      add(connection, invitation.storefront(), Kind.CUSTOMER, whom, Reason.DECLINED, null);
    }
    var addresses =
        Sql.list(connection, ADDRESSES, row -> row.getString("address"), invitation.orderKey());
    for (var address : addresses) {
      insert(connection, invitation.storefront(), Kind.ADDRESS, address, Reason.DECLINED, null);
    }
  }

  /** An address that takes no mail, by its hash. */
  void bounced(Connection connection, String storefront, String address) throws SQLException {
    insert(connection, storefront, Kind.ADDRESS, address, Reason.BOUNCED, null);
  }

  private static UUID insert(
      Connection connection,
      String storefront,
      Kind kind,
      String hash,
      Reason reason,
      @Nullable String by)
      throws SQLException {
    Sql.update(
        connection, INSERT, UUID.randomUUID(), storefront, kind.name(), hash, reason.name(), by);
    var sql = "select id from suppressions where storefront = ? and kind = ? and hash = ?";
    return Sql.list(
            connection, sql, row -> row.getObject("id", UUID.class), storefront, kind.name(), hash)
        .getFirst();
  }

  /** True if this address is on the list. */
  boolean holds(Connection connection, String storefront, String email) throws SQLException {
    var hashes = pseudonyms.all(storefront, named(Kind.ADDRESS, email));
    return !among(connection, Kind.ADDRESS, hashes).isEmpty();
  }

  /** Of these invitations, those whose customers are on the list. */
  Set<UUID> customers(Connection connection, Collection<Invitation> invitations)
      throws SQLException {
    var keys = new HashMap<String, List<UUID>>();
    for (var one : invitations) {
      var customer = one.order() == null ? null : one.order().customerId();
      if (customer != null) {
        for (var hash : pseudonyms.all(one.storefront(), named(Kind.CUSTOMER, customer))) {
          keys.computeIfAbsent(hash, h -> new ArrayList<>()).add(one.orderKey());
        }
      }
    }
    var suppressed = new HashSet<UUID>();
    among(connection, Kind.CUSTOMER, keys.keySet())
        .forEach(hash -> suppressed.addAll(keys.getOrDefault(hash, List.of())));
    return suppressed;
  }

  private static List<String> among(Connection connection, Kind kind, Collection<String> hashes)
      throws SQLException {
    return hashes.isEmpty()
        ? List.of()
        : Sql.list(connection, AMONG, row -> row.getString("hash"), kind.name(), hashes);
  }

  /** Two kinds never have the same hash, nor those who are erased. */
  private static String named(Kind kind, String whom) {
    var plain = kind == Kind.ADDRESS ? whom.strip().toLowerCase(Locale.ROOT) : whom;
    return "suppressed " + kind + " " + plain;
  }
}
