package heed.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import heed.ingest.SignatureCheck.Verdict;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {
  /** Of the specification's own libraries: others agree on it. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String OLDER = "secret-of-last-year";
  private static final String NEWER = "secret-of-this-year";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final Instant AT = Instant.ofEpochSecond(1614265330);
  private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static SignatureCheck standard(String... secrets) {
    return SignatureCheck.of(new Signing.StandardWebhooks(), List.of(secrets), "secret");
  }

  private static Map<String, String> headers(String id, String at, String signature) {
    return Map.of("webhook-id", id, "webhook-timestamp", at, "webhook-signature", signature);
  }

  private static Verdict check(
      SignatureCheck check, Map<String, String> headers, String body, Instant now) {
    var any = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    return check.check(any::get, body.getBytes(UTF_8), now);
  }

  private static Verdict check(Map<String, String> headers, String body, Instant now) {
    return check(standard(SECRET), headers, body, now);
  }

  private static String detail(Verdict verdict) {
    return ((Verdict.Unsigned) verdict).detail();
  }

  @Test
  void agreesWithTheLibrariesOfStandardWebhooks() {
    assertThat(check(headers(ID, "1614265330", SIGNED), BODY, AT))
        .isEqualTo(new Verdict.Signed(ID));
  }

  @Test
  void oneOfSeveralSignaturesAndOneOfSeveralSecretsIsEnough() {
    var headers = headers(ID, "1614265330", "v1a,AAAA v1,bm90IHRoaXMgb25l v1,%%% " + SIGNED);
    var check = standard("whsec_bmV3ZXIgc2VjcmV0IG9mIG91cnM=", SECRET);
    assertThat(check(check, headers, BODY, AT)).isEqualTo(new Verdict.Signed(ID));
  }

  @Test
  void whatWasTamperedWithIsRefused() {
    assertThat(detail(check(headers(ID, "1614265330", SIGNED), BODY + " ", AT)))
        .contains("webhook-signature is of no secret");
    assertThat(detail(check(headers(ID + "x", "1614265330", SIGNED), BODY, AT)))
        .contains("is of no secret");
    assertThat(detail(check(headers(ID, "1614265331", SIGNED), BODY, AT)))
        .contains("is of no secret");
    assertThat(detail(check(headers(ID, "1614265330", SIGNED.replace("g0h", "h0h")), BODY, AT)))
        .contains("is of no secret");
    assertThat(detail(check(headers(ID, "1614265330", "v2" + SIGNED.substring(2)), BODY, AT)))
        .contains("is of no secret");
  }

  @Test
  void whatIsOldOrOfTheFutureIsRefused() {
    var headers = headers(ID, "1614265330", SIGNED);
    assertThat(check(headers, BODY, AT.plusSeconds(300))).isInstanceOf(Verdict.Signed.class);
    assertThat(detail(check(headers, BODY, AT.plusSeconds(301))))
        .isEqualTo("webhook-timestamp lies more than 5 minutes back");
    assertThat(check(headers, BODY, AT.minusSeconds(300))).isInstanceOf(Verdict.Signed.class);
    assertThat(detail(check(headers, BODY, AT.minusSeconds(301))))
        .isEqualTo("webhook-timestamp lies more than 5 minutes in the future");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1614265330.5", "2021-02-25T15:02:10Z", "9999999999999"})
  void aTimestampThatIsNoneIsRefused(String timestamp) {
    assertThat(detail(check(headers(ID, timestamp, SIGNED), BODY, AT)))
        .isEqualTo("webhook-timestamp must be seconds since 1970");
  }

  @Test
  void missingHeadersAreNamed() {
    assertThat(detail(check(Map.of(), BODY, AT))).contains("webhook-id", "are needed");
    assertThat(detail(check(headers("x".repeat(201), "1614265330", SIGNED), BODY, AT)))
        .contains("are needed");
  }

  private static SignatureCheck hmac(String signature, String... secrets) {
    var yaml =
        "name: X\nid: /id\nfields: {product.id: {default: p}}\nsignature: " + signature + "\n";
    return SignatureCheck.of(
        MappingFile.read("x", "x.yaml", yaml).signing(), List.of(secrets), "secret");
  }

  private static byte[] mac(String secret, String signed) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return mac.doFinal(signed.getBytes(UTF_8));
  }

  @Test
  void anHmacInHexWithAPrefixIsRead() throws Exception {
    var check =
        hmac(
            "{scheme: hmac, header: X-Hub-Signature-256, encoding: hex, prefix: \"sha256=\"}",
            OLDER,
            NEWER);
    var hex = HexFormat.of().formatHex(mac(NEWER, BODY));
    assertThat(check(check, Map.of("x-hub-signature-256", "sha256=" + hex), BODY, AT))
        .isEqualTo(new Verdict.Signed(hex));
    assertThat(detail(check(check, Map.of("X-Hub-Signature-256", hex), BODY, AT)))
        .isEqualTo("X-Hub-Signature-256 is needed, and must begin with sha256=");
    assertThat(detail(check(check, Map.of("X-Hub-Signature-256", "sha256=" + hex), "{}", AT)))
        .contains("is of no secret");
    assertThat(detail(check(check, Map.of("X-Hub-Signature-256", "sha256=zz"), BODY, AT)))
        .contains("is of no secret");
    assertThat(detail(check(check, Map.of("X-Hub-Signature-256", "sha256="), BODY, AT)))
        .contains("is of no secret");
  }

  @Test
  void anHmacInBase64OverTimeAndIdIsRead() throws Exception {
    var check =
        hmac(
            "{scheme: hmac, header: X-S, encoding: base64, signed: \"v0:{timestamp}:{id}:{body}\","
                + " timestamp: X-T, id: X-I}",
            NEWER);
    var signature = Base64.getEncoder().encodeToString(mac(NEWER, "v0:1614265330:i-1:" + BODY));
    var headers = Map.of("X-S", signature, "X-T", "1614265330", "X-I", "i-1");
    assertThat(check(check, headers, BODY, AT)).isEqualTo(new Verdict.Signed("i-1"));
    assertThat(detail(check(check, headers, BODY, AT.plusSeconds(400))))
        .isEqualTo("X-T lies more than 5 minutes back");
    assertThat(detail(check(check, Map.of("X-S", signature, "X-I", "i-1"), BODY, AT)))
        .isEqualTo("X-T is needed");
    assertThat(detail(check(check, Map.of("X-S", signature, "X-T", "1614265330"), BODY, AT)))
        .isEqualTo("X-I is needed");
    assertThat(
            detail(
                check(
                    check, Map.of("X-S", signature, "X-T", "1614265330", "X-I", "i-2"), BODY, AT)))
        .contains("is of no secret");
  }
}
