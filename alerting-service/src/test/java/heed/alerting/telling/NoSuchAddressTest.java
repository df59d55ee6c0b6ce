package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoSuchAddressTest {
  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 no such user, true",
    "550-5.1.1 no such user, true",
    "550 5.7.1 policy, false",
    "552 5.2.2 the mailbox is full, false",
    "550 relay not permitted, false",
    "551 user not local, false",
    "553 mailbox name not allowed, false"
  })
  void onlyAnEnhancedCodeOfTheAddressIsAboutTheAddress(String reply, boolean about) {
    assertThat(NoSuchAddress.says("recipient address not accepted: x", reply)).isEqualTo(about);
    assertThat(NoSuchAddress.says("sender address not accepted: x", reply)).isFalse();
  }
}
