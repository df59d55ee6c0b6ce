package heed.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identities that everyone can derive: UUID version 5 (RFC 9562), so that a retry addresses the
 * same thing.
 */
public final class Ids {
  private static final UUID REVIEWS = UUID.fromString("0f5b2c1e-6a86-5a0b-9d0e-3c3f9a1d7b42");

  private static final UUID ORDERS = UUID.fromString("5d1f0a3e-2b74-5c9d-8a61-7e4f9b0c6d25");

  /** Where a review's identity comes from; the two kinds never collide. */
  public enum Kind {
    EXTERNAL_ID,
    IDEMPOTENCY_KEY
  }

  /**
   * The id of a review: storefront, kind and value, each prefixed by its length so that none runs
   * into the next.
   */
  public static UUID review(String storefront, Kind kind, String value) {
    return version5(REVIEWS, storefront, kind.name(), value);
  }

  /** The key of an order: storefront and the storefront's own id, as those of a review. */
  public static UUID order(String storefront, String orderId) {
    return version5(ORDERS, storefront, orderId);
  }

  /** The id of the one case that a review can have. */
  public static UUID caseOf(UUID reviewId) {
    return version5(reviewId, "case");
  }

  /**
   * The {@code ce_id} of a fact that is told once per subject: the same after a crash as before it.
   */
  public static UUID fact(UUID subject, EventType type, String mark) {
    return version5(subject, type.wireName(), mark);
  }

  /** A single name is hashed as it is, several are length-prefixed. */
  private static UUID version5(UUID namespace, String... names) {
    var sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .array());
    for (var name : names) {
      var bytes = name.getBytes(StandardCharsets.UTF_8);
      if (names.length > 1) {
        sha1.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      }
      sha1.update(bytes);
    }
    var hash = ByteBuffer.wrap(sha1.digest());
    return new UUID(
        (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L,
        (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private Ids() {}
}
