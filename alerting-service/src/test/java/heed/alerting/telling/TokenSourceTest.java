package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.alerting.telling.CrmTokenSettings.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Access tokens over real HTTP, with a clock that is moved by hand. */
class TokenSourceTest {
  private record Settings(URI url, Optional<String> refreshToken, Optional<String> scope)
      implements Token {
    @Override
    public String server() {
      return "https://crm.example";
    }

    @Override
    public String client() {
      return "heed & co";
    }

    @Override
    public String secret() {
      return "a=b&c";
    }
  }

  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private TokenProvider provider;

  @BeforeEach
  void open() throws IOException {
    provider = new TokenProvider(0);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private TokenSource source(String refreshToken, String scope) {
    return source(refreshToken, scope, Duration.ofSeconds(30));
  }

  private TokenSource source(String refreshToken, String scope, Duration timeout) {
    var settings =
        new Settings(provider.url(), Optional.ofNullable(refreshToken), Optional.ofNullable(scope));
    return new TokenSource(
        settings,
        EndpointUrl.of(settings.server()),
        HttpClient.newHttpClient(),
        timeout,
        () -> now);
  }

  @Test
  void itIsGotByClientCredentialsAndKeptUntilShortlyBeforeItExpires() throws Exception {
    var source = source(null, "api read");
    assertThat(source.current()).isEqualTo("token-1");
    assertThat(provider.asked())
        .containsExactly(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "heed & co",
                "client_secret", "a=b&c",
                "scope", "api read"));
    now = now.plusSeconds(3600 - 61);
    assertThat(source.current()).isEqualTo("token-1");
    now = now.plusSeconds(1);
    assertThat(source.current()).isEqualTo("token-2");
    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  void itIsGotByARefreshTokenWhereThereIsOne() throws Exception {
    assertThat(source("refresh-me", null).current()).isEqualTo("token-1");
    assertThat(provider.asked().getFirst())
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "refresh-me")
        .doesNotContainKey("scope");
  }

  @Test
  void oneThatLastsAMomentIsUsedForHalfOfItAndOneOfWhichNothingIsSaidForAnHour() throws Exception {
    var source = source(null, null);
    provider.answer = "{\"access_token\":\"%s\",\"expires_in\":20}";
    assertThat(source.current()).isEqualTo("token-1");
    now = now.plusSeconds(9);
    assertThat(source.current()).isEqualTo("token-1");
    now = now.plusSeconds(1);
    provider.answer = "{\"access_token\":\"%s\"}";
    assertThat(source.current()).isEqualTo("token-2");
    now = now.plusSeconds(3600 - 61);
    assertThat(source.current()).isEqualTo("token-2");
    now = now.plusSeconds(1);
    assertThat(source.current()).isEqualTo("token-3");
  }

  @Test
  void manyWhoNeedOneAtOnceAskForOneAndManyWhoWereRefusedForOneMore() throws Exception {
    var source = source(null, null);
    assertThat(together(source::current)).containsOnly("token-1");
    assertThat(together(() -> source.insteadOf("token-1"))).containsOnly("token-2");
    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  void whoeverPromisesToLastForEverIsAskedOnceADay() throws Exception {
    var source = source(null, null);
    provider.answer = "{\"access_token\":\"%s\",\"expires_in\":9223372036854775807}";
    assertThat(source.current()).isEqualTo("token-1");
    now = now.plus(Duration.ofDays(1)).minusSeconds(61);
    assertThat(source.current()).isEqualTo("token-1");
    now = now.plusSeconds(1);
    assertThat(source.current()).isEqualTo("token-2");
  }

  @Test
  @Timeout(60) // without an end of its own it would have none
  void oneThatBeginsToAnswerAndSaysNoMoreFailsThoseWhoAskAndThoseWhoWait() throws Exception {
    var source = source(null, null, Duration.ofMillis(500));
    provider.stalls = true;
    var late = "no access token: its provider did not answer in time";
    assertThat(together(() -> why(source))).hasSize(50).containsOnly(late);
    assertThat(provider.asked()).hasSize(1);
    provider.stalls = false;
    assertThatThrownBy(source::current).hasMessage(late);
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void someSecondsAfterANoItIsAskedAgain() throws Exception {
    var source = source(null, null);
    provider.status = 503;
    assertThat(why(source)).endsWith("answered 503");
    provider.status = 200;
    assertThat(why(source)).endsWith("answered 503");
    pass();
    assertThat(why(source)).isEqualTo("token-2");
  }

  @Test
  void whatIsNoAnswerAnyMoreIsNotReadToItsEnd() {
    var source = source(null, null);
    provider.answer = " ".repeat(10_000_000);
    assertThatThrownBy(source::current)
        .hasMessage("no access token: its provider answered 200 without one");
  }

  /** The time for which nobody asks after a no. */
  private void pass() {
    now = now.plus(TokenSource.NO);
  }

  private static String why(TokenSource source) throws InterruptedException {
    try {
      return source.current();
    } catch (NoToken e) {
      return e.getMessage();
    }
  }

  private static List<String> together(Callable<String> ask) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = threads.invokeAll(IntStream.range(0, 50).mapToObj(i -> ask).toList());
      return all.stream().map(Future::resultNow).toList();
    }
  }

  @Test
  void whatIsNoTokenIsToldWithTheProvidersWordAndNothingSecret() {
    var source = source(null, null);
    provider.status = 401;
    provider.answer = "{\"error\":\"invalid_client\",\"error_description\":\"a=b&c is wrong\"}";
    assertThatThrownBy(source::current)
        .isInstanceOf(NoToken.class)
        .hasMessage("no access token: its provider answered 401 invalid_client");
    provider.answer = "<html>";
    pass();
    assertThatThrownBy(source::current).hasMessage("no access token: its provider answered 401");
    provider.status = 200;
    for (var none : new String[] {"<html>", "{}", "{\"access_token\":\"a\\nb\"}"}) {
      provider.answer = none;
      pass();
      assertThatThrownBy(source::current)
          .hasMessage("no access token: its provider answered 200 without one");
    }
    provider.answer = "{\"access_token\":\"%s\",\"token_type\":\"mac\"}";
    pass();
    assertThatThrownBy(source::current).hasMessageContaining("no bearer token");
    provider.close();
    pass();
    assertThatThrownBy(source::current).hasMessage("no access token: its provider did not answer");
  }
}
