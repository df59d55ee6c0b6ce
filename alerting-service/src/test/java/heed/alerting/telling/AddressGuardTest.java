package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard GUARD =
      new AddressGuard(InetAddress::getAllByName, List.of(), false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://93.184.215.14/",
        "file:///etc/passwd",
        "gopher://93.184.215.14/",
        "ftp://93.184.215.14/",
        "https://",
        "https:///path",
        "//93.184.215.14/",
        "93.184.215.14",
        "https://user:pass@93.184.215.14/",
        "https://127.0.0.1@93.184.215.14/",
        "https://93.184.215.14/#fragment",
        "https://93.184.215.14:0/",
        "https://93.184.215.14:70000/",
        "https://exa mple.com/",
        "https://exämple.com/",
        "https://example.com/\r\nHost: x",
        "https://[fe80::1%25eth0]/",
        "",
        "not a url"
      })
  void whatIsNoAddressOnTheWebIsRefused(String url) {
    assertRefused(GUARD, url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.1.2.3/",
        "https://0.0.0.0/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://192.0.0.170/",
        "https://198.18.0.1/",
        "https://224.0.0.1/",
        "https://240.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[fc00::1]/",
        "https://[fd12:3456::1]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:7f00:1::]/",
        "https://[2001:db8::1]/"
      })
  void whatIsNotOnThePublicInternetIsRefused(String url) {
    assertRefused(GUARD, url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://93.184.215.14/",
        "https://172.32.0.1/x?y=z",
        "https://100.128.0.1:8443/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/"
      })
  void whatIsOnThePublicInternetIsWelcome(String url) {
    assertThatCode(() -> GUARD.check(EndpointUrl.of(url))).doesNotThrowAnyException();
  }

  @Test
  void aNameThatResolvesToAPrivateAddressIsRefusedThoughItHasAPublicOneToo() throws Exception {
    var both = new InetAddress[] {ip("93.184.215.14"), ip("10.0.0.5")};
    assertRefused(new AddressGuard(host -> both, List.of(), false), "https://example.com/");
  }

  @Test
  void aNameThatIsReboundBetweenSavingAndConnectingIsRefusedThen() throws Exception {
    var answers = List.of(ip("93.184.215.14"), ip("169.254.169.254")).iterator();
    var guard = new AddressGuard(host -> new InetAddress[] {answers.next()}, List.of(), false);
    var url = EndpointUrl.of("https://rebinding.example.com/");
    assertThat(guard.check(url)).isEqualTo(ip("93.184.215.14"));
    assertThatThrownBy(() -> guard.check(url)).isInstanceOf(Unwelcome.class);
  }

  @Test
  void aNameThatNobodyKnowsIsRefused() {
    var guard =
        new AddressGuard(
            host -> {
              throw new UnknownHostException(host);
            },
            List.of(),
            false);
    assertRefused(guard, "https://nobody.example.com/");
  }

  @Test
  void networksThatAreAllowedAreWelcomeAndNoOthers() {
    var guard =
        new AddressGuard(
            InetAddress::getAllByName,
            List.of(Network.of("10.1.0.0/16"), Network.of("fd00::/8")),
            true);
    assertThatCode(() -> guard.check(EndpointUrl.of("http://10.1.2.3/")))
        .doesNotThrowAnyException();
    assertThatCode(() -> guard.check(EndpointUrl.of("http://[fd00::1]/")))
        .doesNotThrowAnyException();
    assertRefused(guard, "http://10.2.0.1/");
    assertRefused(guard, "http://[fc00::1]/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "example.com/8", "/8", "::1/x"})
  void aNetworkThatIsNoneIsRefused(String written) {
    assertThatThrownBy(() -> Network.of(written)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(AddressGuard guard, String url) {
    assertThatThrownBy(() -> guard.check(EndpointUrl.of(url)))
        .isInstanceOf(Unwelcome.class)
        .hasMessageStartingWith("url ");
  }

  private static InetAddress ip(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}
