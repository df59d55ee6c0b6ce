package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailFailureTest {
  @ParameterizedTest
  @CsvSource({
    "got error response 421 going down, 421, true",
    "got error response 554 no service, 554, true",
    "AUTH PLAIN failed, 535, true",
    "sender address not accepted: x, 451, true",
    "sender address not accepted: x, 421, true",
    "sender address not accepted: sign in first, 530, true",
    "sender address not accepted: x, 550, false",
    "recipient address not accepted: x, 450, false",
    "recipient address not accepted: x, 550, false",
    "DATA command not accepted, 452, false",
    "sending data failed, 421, false"
  })
  void whatIsSaidBeforeARecipientIsNamedIsAboutTheServer(
      String failure, int code, boolean ofTheServer) {
    assertThat(MailFailure.ofTheServer(failure, code, code >= 500)).isEqualTo(ofTheServer);
  }
}
