package heed.alerting;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal and open: the current one seals, those before it only open what they sealed.
 * What is sealed names its key: {@code v2.}, the key's id, a dot, and Base64. The id is derived
 * from the key, so nobody can mix ids up. {@code v1.} and Base64 is from before keys had ids, and
 * is tried with every key, the oldest first.
 */
@Singleton
public class PrivacyKeys {
  /** What is sealed without an id is told by this one. */
  static final String NO_ID = "";

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final String HMAC = "HmacSHA256";
  private static final String VERSION = "v2.";
  private static final String BEFORE_IDS = "v1.";

  private record Key(String id, SecretKeySpec secret) {}

  private final List<Key> keys = new ArrayList<>();

  PrivacyKeys(PrivacySettings settings) {
    settings.key().ifPresent(key -> add("heed.privacy.key", key));
    for (var previous : settings.previousKeys().orElse(List.of())) {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException(
            "heed.privacy.previous-keys is set without heed.privacy.key; set HEED_PRIVACY_KEY to"
                + " the key that seals from now on");
      }
      add("heed.privacy.previous-keys", previous);
    }
  }

  private void add(String setting, String base64) {
    var secret = new SecretKeySpec(bytes(setting, base64), HMAC);
    var id = Arrays.copyOf(hmac(secret, "heed privacy key id v1"), ID_BYTES);
    var key = new Key(HexFormat.of().formatHex(id), secret);
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  private static byte[] bytes(String setting, String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64.strip());
      if (bytes.length == KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the key.
    }
    throw new IllegalArgumentException(
        setting + " must be 32 bytes in Base64, as `openssl rand -base64 32` makes");
  }

  /** False without a key: then nothing can be sealed or opened. */
  public boolean any() {
    return !keys.isEmpty();
  }

  /** True while there are keys before the current one, and so perhaps something to seal anew. */
  public boolean rotating() {
    return keys.size() > 1;
  }

  /** What everything begins with that the current key sealed. */
  public String mark() {
    return VERSION + current() + ".";
  }

  /** The id of the key that seals. */
  String current() {
    return keys.getFirst().id();
  }

  /** The ids of those before it; what was sealed without an id is of one of them as well. */
  List<String> previous() {
    return keys.stream().skip(1).map(Key::id).toList();
  }

  /** The key that seals, for one purpose. */
  public SecretKeySpec sealing(String purpose, String algorithm) {
    return derived(keys.getFirst(), purpose, algorithm);
  }

  /** The keys that may open it, for one purpose: the one that it names, else every one. */
  public List<SecretKeySpec> opening(String sealed, String purpose) {
    var id = id(sealed);
    if (id == null) {
      return List.of();
    }
    return keys.reversed().stream()
        .filter(key -> id.equals(NO_ID) || id.equals(key.id()))
        .map(key -> derived(key, purpose, "AES"))
        .toList();
  }

  private static @Nullable String id(String sealed) {
    if (sealed.startsWith(BEFORE_IDS)) {
      return NO_ID;
    }
    var end = sealed.lastIndexOf('.');
    return sealed.startsWith(VERSION) && end > VERSION.length()
        ? sealed.substring(VERSION.length(), end)
        : null;
  }

  /** The Base64 of what is sealed. */
  public static String body(String sealed) {
    return sealed.substring(sealed.lastIndexOf('.') + 1);
  }

  private static SecretKeySpec derived(Key key, String purpose, String algorithm) {
    return new SecretKeySpec(hmac(key.secret(), purpose), algorithm);
  }

  private static byte[] hmac(SecretKeySpec key, String label) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
