package heed.door.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client's name and secret in one header, each form-encoded first (RFC 6749, 2.3.1). */
final class Basic {
  static String of(String name, String secret) {
    var pair = Wire.encode(name) + ":" + Wire.encode(secret);
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Basic() {}
}
