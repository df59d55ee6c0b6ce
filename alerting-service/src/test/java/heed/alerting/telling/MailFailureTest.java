package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.impl.NoStackTraceThrowable;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailFailureTest {
  @ParameterizedTest
  @CsvSource({
    "got error response 421 going down, 421, true",
    "got error response 554 no service, 554, true",
    "AUTH PLAIN failed, 535, true",
    "sender address not accepted: x, 451, true",
    "sender address not accepted: x, 421, true",
    "sender address not accepted: sign in first, 530, true",
    "sender address not accepted: you may not write as x, 550, true",
    "sender address not accepted: enough for today, 554, true",
    "sender address not accepted: too large, 552, false",
    "sender address not accepted: no such parameter, 555, false",
    "recipient address not accepted: x, 450, false",
    "recipient address not accepted: x, 550, false",
    "DATA command not accepted, 452, false",
    "sending data failed, 421, false"
  })
  void whatIsSaidBeforeARecipientIsNamedIsAboutTheServer(
      String failure, int code, boolean ofTheServer) {
    assertThat(MailFailure.ofTheServer(failure, code, code >= 500)).isEqualTo(ofTheServer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STARTTLS required but not supported by server",
        "login is required, but no allowed AUTH methods available. You may need to do STARTTLS",
        "login is required, but no credentials supplied"
      })
  void aServerWithWhichWeCannotSpeakTakesNoLetter(String words) {
    assertThat(MailFailure.ofTheServer(new CompletionException(new NoStackTraceThrowable(words))))
        .isTrue();
  }

  @Test
  void soDoesOneWhoseCertificateIsNotTrustedAnyMore() {
    var expired = new SSLHandshakeException("PKIX path validation failed");
    assertThat(MailFailure.ofTheServer(new CompletionException(new IOException(expired)))).isTrue();
  }

  @Test
  void whatBreaksOffOtherwiseMayBeTheLetters() {
    assertThat(MailFailure.ofTheServer(new IOException("socket was closed unexpected."))).isFalse();
    assertThat(MailFailure.ofTheServer(new IllegalStateException())).isFalse();
  }
}
