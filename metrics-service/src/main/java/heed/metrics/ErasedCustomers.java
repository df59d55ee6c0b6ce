package heed.metrics;

import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Customers who are to stay forgotten: storefront, keyed hash of the customer, and when. Reviews
 * received up to then are refused in whatever order they come.
 */
@Singleton
class ErasedCustomers {
  private static final String REMEMBER =
      """
      insert into erased_customers (storefront, customer, erased_at) values (?, ?, ?)
      on conflict (storefront, customer) do update
        set erased_at = greatest(erased_customers.erased_at, excluded.erased_at)
      """;
  private static final String FIND =
      "select customer, erased_at from erased_customers where storefront = any(?) and customer = any(?)";

  /** The current one first: it writes, all of them look. */
  private final List<SecretKeySpec> keys = new ArrayList<>();

  ErasedCustomers(PrivacySettings settings) {
    keys.add(key("heed.privacy.erasure-key", settings.erasureKey()));
    for (var previous : settings.previousErasureKeys().orElse(List.of())) {
      keys.add(key("heed.privacy.previous-erasure-keys", previous));
    }
  }

  void remember(Connection connection, CustomerErased event) throws SQLException {
    try (var statement = connection.prepareStatement(REMEMBER)) {
      new Sql(connection, statement)
          .arg(event.storefront())
          .arg(hash(mac(keys.getFirst()), event.key()))
          .arg(event.erasedAt());
      statement.executeUpdate();
    }
  }

  /**
   * When these customers were erased, those who were.
   *
   * @param storefronts theirs
   * @param customers as {@link CustomerErased#key}
   */
  Map<String, Instant> find(
      Connection connection, Collection<String> storefronts, Collection<String> customers)
      throws SQLException {
    var found = new HashMap<String, Instant>();
    if (customers.isEmpty()) {
      return found;
    }
    var byHash = new HashMap<String, String>();
    for (var key : keys) {
      var mac = mac(key);
      customers.forEach(customer -> byHash.put(hash(mac, customer), customer));
    }
    try (var statement = connection.prepareStatement(FIND)) {
      new Sql(connection, statement).texts(storefronts).texts(byHash.keySet());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var customer = byHash.get(rows.getString(1));
          if (customer != null) {
            var at = rows.getObject(2, OffsetDateTime.class).toInstant();
            found.merge(customer, at, (one, other) -> one.isAfter(other) ? one : other);
          }
        }
      }
    }
    return found;
  }

  private static String hash(Mac mac, String customer) {
    return HexFormat.of().formatHex(mac.doFinal(customer.getBytes(StandardCharsets.UTF_8)));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static SecretKeySpec key(String setting, String base64) {
    return new SecretKeySpec(decode(setting, base64), "HmacSHA256");
  }

  private static byte[] decode(String setting, String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64.strip());
      if (bytes.length >= 32) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the value
    }
    throw new IllegalArgumentException(
        setting + " must be at least 32 bytes in Base64, as `openssl rand -base64 32` makes");
  }
}
