package heed.events;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link FormLink} into what stands in an address, and opens it again. alerting-service
 * seals, review-ingest opens; both have the key. The format:
 *
 * <ol>
 *   <li>Plaintext {@code P}: the link as {@link EventJson} writes it, compressed as RFC 1950 has
 *       it.
 *   <li>{@code C} = AES-256-GCM of {@code P} under the form key, with a random nonce of 12 bytes,
 *       the version as additional data, and a 128-bit tag that follows the ciphertext.
 *   <li>Token = base64url({@code version || nonce || C}), without padding; the version is one byte,
 *       1. A token has one spelling only: one with other spare bits at its end is none.
 * </ol>
 *
 * <p>The same link sealed twice gives two tokens. Safe for many threads.
 */
public final class FormLinkSeal {
  /**
   * The longest token: with an address before it, it fits into the 8 KiB that common proxies give a
   * request's first line. An order that is too large for it is asked about its first products.
   */
  public static final int LONGEST_TOKEN = 7_600;

  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + NONCE_BYTES;
  private static final int MOST_PLAIN_BYTES = 256 * 1024;

  private final List<SecretKeySpec> keys;
  private final SecureRandom random = new SecureRandom();

  private FormLinkSeal(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /** What a token turned out to be. */
  public sealed interface Opened {
    /** It is what we sealed, and may be used. */
    record Valid(FormLink link) implements Opened {}

    /** It is what we sealed, and its time is over. */
    record Expired(FormLink link) implements Opened {}

    /** It is none of ours, or not as we made it. */
    record Unknown() implements Opened {}
  }

  /**
   * With the key as it is configured.
   *
   * @param key {@code heed.form.key}: 32 bytes in Base64; seals and opens
   * @param previous {@code heed.form.previous-keys}: keys that were in force before, and only open
   * @throws IllegalArgumentException naming the setting and its remedy, never the value
   */
  public static FormLinkSeal of(String key, List<String> previous) {
    var keys = new ArrayList<SecretKeySpec>();
    keys.add(secret("heed.form.key", key));
    previous.forEach(earlier -> keys.add(secret("heed.form.previous-keys", earlier)));
    return new FormLinkSeal(List.copyOf(keys));
  }

  private static SecretKeySpec secret(String setting, String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64.strip());
      if (bytes.length == KEY_BYTES) {
        return new SecretKeySpec(bytes, "AES");
      }
    } catch (IllegalArgumentException e) {
      // told below, without the value
    }
    throw new IllegalArgumentException(
        setting
            + " is not usable; it must be 32 bytes in Base64, as `openssl rand -base64 32` makes,"
            + " and the same for review-ingest and alerting-service");
  }

  /** The token of a link, at most {@link #LONGEST_TOKEN} characters, safe in a path. */
  public String seal(FormLink link) {
    var token = token(link);
    for (var left = link.products().size() - 1;
        token.length() > LONGEST_TOKEN && left > 0;
        left--) {
      token = token(link.first(left));
    }
    return token;
  }

  private String token(FormLink link) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher =
          cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce)
              .doFinal(compressed(EventJson.write(link)));
      return text(
          ByteBuffer.allocate(HEAD_BYTES + cipher.length)
              .put(VERSION)
              .put(nonce)
              .put(cipher)
              .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  /** What is behind a token, whoever sent it. */
  public Opened open(String token, Instant now) {
    var link = token.length() > LONGEST_TOKEN ? null : link(token);
    if (link == null) {
      return new Opened.Unknown();
    }
    return link.expired(now) ? new Opened.Expired(link) : new Opened.Valid(link);
  }

  private @Nullable FormLink link(String token) {
    var bytes = bytes(token);
    if (bytes == null || bytes.length <= HEAD_BYTES || bytes[0] != VERSION) {
      return null;
    }
    for (var key : keys) {
      var plain = plain(key, bytes);
      if (plain != null) {
        return read(plain);
      }
    }
    return null;
  }

  private static byte @Nullable [] bytes(String token) {
    try {
      var bytes = Base64.getUrlDecoder().decode(token);
      return text(bytes).equals(token) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte @Nullable [] plain(SecretKeySpec key, byte[] bytes) {
    var nonce = new byte[NONCE_BYTES];
    System.arraycopy(bytes, 1, nonce, 0, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce)
          .doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
    } catch (GeneralSecurityException e) {
      return null; // not sealed with this key, or touched since
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    return cipher;
  }

  private static byte[] compressed(byte[] plain) {
    var bytes = new ByteArrayOutputStream(plain.length);
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (var out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written but memory", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /** Only what has been sealed with our key comes here; a later version may say it otherwise. */
  private static @Nullable FormLink read(byte[] compressed) {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      return EventJson.read(in.readNBytes(MOST_PLAIN_BYTES), FormLink.class);
    } catch (IOException | MalformedRecord e) {
      return null;
    }
  }
}
