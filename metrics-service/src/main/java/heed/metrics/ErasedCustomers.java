package heed.metrics;

import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
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

  private final SecretKeySpec key;

  ErasedCustomers(PrivacySettings settings) {
    key = new SecretKeySpec(decode(settings.erasureKey()), "HmacSHA256");
  }

  void remember(Connection connection, CustomerErased event) throws SQLException {
    try (var statement = connection.prepareStatement(REMEMBER)) {
      new Sql(connection, statement)
          .arg(event.storefront())
          .arg(hash(event.key()))
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
    customers.forEach(c -> byHash.put(hash(c), c));
    try (var statement = connection.prepareStatement(FIND)) {
      new Sql(connection, statement).texts(storefronts).texts(byHash.keySet());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var customer = byHash.get(rows.getString(1));
          if (customer != null) {
            found.put(customer, rows.getObject(2, OffsetDateTime.class).toInstant());
          }
        }
      }
    }
    return found;
  }

  private String hash(String customer) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(customer.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] decode(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      if (bytes.length >= 32) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the value
    }
    throw new IllegalArgumentException(
        "heed.privacy.erasure-key must be at least 32 bytes in Base64, as `openssl rand -base64 32`"
            + " makes");
  }
}
