package heed.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request against the secrets of its source. Pure. Every secret is tried, and compared in
 * constant time, so that an answer's delay tells nothing.
 */
final class SignatureCheck {
  /** How old, or how far in the future, a timestamp may be; as Standard Webhooks advises. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String STANDARD_PREFIX = "whsec_";
  private static final int FEWEST_BYTES = 16;

  /**
   * A secret with a comma that is not escaped is read as two, and each part would open the door.
   */
  private static final int FEWEST_CHARACTERS = 16;

  private static final int LONGEST_HEADER = 200;

  private final Signing signing;
  private final List<SecretKeySpec> keys;

  private SignatureCheck(Signing signing, List<SecretKeySpec> keys) {
    this.signing = signing;
    this.keys = keys;
  }

  /** What came of it. */
  sealed interface Verdict {
    /**
     * It is of whoever has the secret.
     *
     * @param id of the webhook; where the source gives none, the signature itself: the same bytes
     *     have the same
     */
    record Signed(String id) implements Verdict {}

    /** Nobody knows whose it is. */
    record Unsigned(String detail) implements Verdict {}
  }

  /** The headers of a request; null where there is none of that name. */
  interface Headers {
    @Nullable String get(String name);
  }

  /**
   * @param setting the name of the setting, for messages, which never hold a secret
   * @throws BadMapping if a secret cannot be one of this scheme
   */
  static SignatureCheck of(Signing signing, List<String> secrets, String setting) {
    return new SignatureCheck(
        signing, secrets.stream().map(s -> key(signing, s.strip(), setting)).toList());
  }

  private static SecretKeySpec key(Signing signing, String secret, String setting) {
    return switch (signing) {
      case Signing.None none ->
          throw new BadMapping(
              setting + " is set, but the mapping says that its source signs nothing; take it out");
      case Signing.StandardWebhooks standard ->
          new SecretKeySpec(decoded(secret, setting), ALGORITHM);
      case Signing.Hmac hmac -> {
        if (secret.isEmpty()) {
          throw new BadMapping(
              setting + " is empty, must be the secret that the source signs with");
        }
        if (secret.length() < FEWEST_CHARACTERS) {
          throw new BadMapping(
              setting
                  + " holds a secret of fewer than 16 characters, which can be guessed; set a longer"
                  + " one with the source, and write a comma that is part of a secret \\,");
        }
        yield new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
      }
    };
  }

  private static byte[] decoded(String secret, String setting) {
    try {
      if (secret.startsWith(STANDARD_PREFIX)) {
        var bytes = Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()));
        if (bytes.length >= FEWEST_BYTES) {
          return bytes;
        }
      }
    } catch (IllegalArgumentException e) {
      // told below, without the value
    }
    throw new BadMapping(
        setting + " must be whsec_ and at least 16 bytes in Base64, as Standard Webhooks has it");
  }

  Verdict check(Headers headers, byte[] body, Instant now) {
    return switch (signing) {
      case Signing.None none -> new Verdict.Unsigned("its source signs nothing; a key is needed");
      case Signing.StandardWebhooks standard -> standard(headers, body, now);
      case Signing.Hmac hmac -> hmac(hmac, headers, body, now);
    };
  }

  private Verdict standard(Headers headers, byte[] body, Instant now) {
    var id = headers.get("webhook-id");
    var timestamp = headers.get("webhook-timestamp");
    var signatures = headers.get("webhook-signature");
    if (id == null || timestamp == null || signatures == null || unfit(id)) {
      return new Verdict.Unsigned(
          "webhook-id, webhook-timestamp and webhook-signature are needed, as Standard Webhooks has them");
    }
    var late = untimely(timestamp, "webhook-timestamp", now);
    if (late != null) {
      return late;
    }
    var given = new ArrayList<byte[]>();
    for (var signature : signatures.split(" ")) {
      if (signature.startsWith("v1,")) {
        given.add(base64(signature.substring(3)));
      }
    }
    var signed = matches(given, utf8(id + "." + timestamp + "."), body);
    return signed ? new Verdict.Signed(id) : unmatched("webhook-signature");
  }

  private Verdict hmac(Signing.Hmac hmac, Headers headers, byte[] body, Instant now) {
    var header = headers.get(hmac.header());
    if (header == null || !header.startsWith(hmac.prefix())) {
      return new Verdict.Unsigned(
          "%s is needed%s"
              .formatted(
                  hmac.header(),
                  hmac.prefix().isEmpty() ? "" : ", and must begin with " + hmac.prefix()));
    }
    var timestamp = hmac.timestampHeader() == null ? "" : headers.get(hmac.timestampHeader());
    var id = hmac.idHeader() == null ? "" : headers.get(hmac.idHeader());
    if (timestamp == null || id == null || (hmac.idHeader() != null && unfit(id))) {
      return new Verdict.Unsigned(
          "%s is needed".formatted(timestamp == null ? hmac.timestampHeader() : hmac.idHeader()));
    }
    if (hmac.timestampHeader() != null) {
      var late = untimely(timestamp, hmac.timestampHeader(), now);
      if (late != null) {
        return late;
      }
    }
    var text = header.substring(hmac.prefix().length()).strip();
    var given = hmac.hex() ? hex(text) : base64(text);
    var parts =
        hmac.signed().stream().map(p -> bytes(p, id, timestamp, body)).toArray(byte[][]::new);
    return matches(List.of(given), parts)
        ? new Verdict.Signed(id.isEmpty() ? HexFormat.of().formatHex(given) : id)
        : unmatched(hmac.header());
  }

  private static byte[] bytes(Signing.Part part, String id, String timestamp, byte[] body) {
    return switch (part) {
      case Signing.Part.Body it -> body;
      case Signing.Part.Timestamp it -> utf8(timestamp);
      case Signing.Part.Id it -> utf8(id);
      case Signing.Part.Words it -> utf8(it.words());
    };
  }

  private boolean matches(List<byte[]> given, byte[]... signed) {
    var matched = false;
    for (var key : keys) {
      var expected = mac(key, signed);
      for (var each : given) {
        matched |= MessageDigest.isEqual(expected, each);
      }
    }
    return matched;
  }

  private static Verdict unmatched(String header) {
    return new Verdict.Unsigned(
        header + " is of no secret that is set for this source; set the one that it signs with");
  }

  private static @Nullable Verdict untimely(String timestamp, String header, Instant now) {
    if (!timestamp.matches("[0-9]{1,12}")) {
      return new Verdict.Unsigned(header + " must be seconds since 1970");
    }
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
    return age.abs().compareTo(TOLERANCE) > 0
        ? new Verdict.Unsigned(
            header + " lies more than 5 minutes " + (age.isNegative() ? "in the future" : "back"))
        : null;
  }

  private static boolean unfit(String id) {
    return id.isEmpty() || id.length() > LONGEST_HEADER;
  }

  private static byte[] mac(SecretKeySpec key, byte[]... parts) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
