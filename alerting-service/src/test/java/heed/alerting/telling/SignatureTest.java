package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final String BODY = "{\"type\":\"case.opened\",\"data\":{\"ī\":1}}";

  @Test
  void theReferenceLibraryAcceptsIt() {
    var secret = Signature.newSecret();
    assertThatCode(() -> verify(secret, BODY, List.of(secret))).doesNotThrowAnyException();
  }

  @Test
  void duringAChangeOfSecretsEitherIsAccepted() {
    var fresh = Signature.newSecret();
    var previous = Signature.newSecret();
    assertThatCode(() -> verify(fresh, BODY, List.of(fresh, previous))).doesNotThrowAnyException();
    assertThatCode(() -> verify(previous, BODY, List.of(fresh, previous)))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherSecretOrBodyIsNot() {
    var secret = Signature.newSecret();
    assertThatThrownBy(() -> verify(Signature.newSecret(), BODY, List.of(secret)))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> verify(secret, BODY + " ", List.of(secret)))
        .isInstanceOf(Exception.class);
  }

  @Test
  void theVectorOfTheStandardHolds() {
    assertThat(
            Signature.of(
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  private static void verify(String with, String body, List<String> signedWith) throws Exception {
    var now = Instant.now();
    var signature = Signature.of(signedWith, "msg_1", now, BODY);
    var headers =
        HttpHeaders.of(
            Map.of(
                "webhook-id", List.of("msg_1"),
                "webhook-timestamp", List.of("" + now.getEpochSecond()),
                "webhook-signature", List.of(signature)),
            (name, value) -> true);
    new Webhook(with).verify(body, headers);
  }
}
