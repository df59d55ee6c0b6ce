package heed.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens with the JDK alone, so that what is tested does not also make the tokens: as a
 * provider does, and as somebody does who would like to be one.
 */
final class SignedTokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final String kid;
  private final KeyPair keys = draw();

  SignedTokens() {
    this(UUID.randomUUID().toString());
  }

  private SignedTokens(String kid) {
    this.kid = kid;
  }

  /** A token by the provider's key. */
  String signed(Map<String, ?> claims) {
    return signed(header("RS256"), claims);
  }

  /** A token without any signature, as {@code alg=none} has it. */
  String unsigned(Map<String, ?> claims) {
    return base64(Map.of("alg", "none", "typ", "JWT")) + "." + base64(claims) + ".";
  }

  /** A token whose secret is the public key, for a reader that lets the token choose. */
  String signedWithThePublicKey(Map<String, ?> claims) {
    var body = base64(header("HS256")) + "." + base64(claims);
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
      return body + "." + base64(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** A token by another key under this one's name. */
  String forged(Map<String, ?> claims) {
    return new SignedTokens(kid).signed(claims);
  }

  /** The public key, as a provider tells it. */
  Map<String, Object> told() {
    var key = (RSAPublicKey) keys.getPublic();
    var jwk = new LinkedHashMap<String, Object>();
    jwk.put("kty", "RSA");
    jwk.put("use", "sig");
    jwk.put("alg", "RS256");
    jwk.put("kid", kid);
    jwk.put("n", base64(unsigned(key.getModulus().toByteArray())));
    jwk.put("e", base64(key.getPublicExponent().toByteArray()));
    return Map.of("keys", List.of(jwk));
  }

  private Map<String, Object> header(String algorithm) {
    return Map.of("alg", algorithm, "typ", "JWT", "kid", kid);
  }

  private String signed(Map<String, ?> header, Map<String, ?> claims) {
    var body = base64(header) + "." + base64(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(body.getBytes(StandardCharsets.US_ASCII));
      return body + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA256withRSA", e);
    }
  }

  private static KeyPair draw() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private static String base64(Map<String, ?> json) {
    try {
      return base64(JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
