package heed.alerting.telling;

import heed.alerting.telling.CrmTokenSettings.Token;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One access token: kept in memory until shortly before it expires, and got anew by one while the
 * others wait for it. Each copy has its own.
 */
final class TokenSource {
  private static final Duration EARLY = Duration.ofSeconds(60);

  /** Of a provider that does not say how long it lasts; one that is refused before is renewed. */
  private static final Duration UNSAID = Duration.ofHours(1);

  private static final int LARGEST = 64 * 1024;

  private record Held(String value, Instant until) {
    boolean holds(Instant now) {
      return now.isBefore(until);
    }
  }

  private final Token settings;
  private final EndpointUrl server;
  private final HttpClient client;
  private final Duration timeout;
  private final InstantSource clock;
  private final ReentrantLock one = new ReentrantLock();
  private volatile @Nullable Held held;

  TokenSource(
      Token settings,
      EndpointUrl server,
      HttpClient client,
      Duration timeout,
      InstantSource clock) {
    this.settings = settings;
    this.server = server;
    this.client = client;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Whose requests may carry it. */
  EndpointUrl server() {
    return server;
  }

  /** A token that holds. */
  String current() throws NoToken, InterruptedException {
    var now = held;
    return now != null && now.holds(clock.instant()) ? now.value() : insteadOf(null);
  }

  /**
   * A token that holds and is not this one, which was refused.
   *
   * @param refused null: any will do
   */
  String insteadOf(@Nullable String refused) throws NoToken, InterruptedException {
    one.lockInterruptibly();
    try {
      var now = held;
      if (now != null && now.holds(clock.instant()) && !now.value().equals(refused)) {
        return now.value();
      }
      held = null;
      var got = ask();
      var lasts = got.lasts() == null ? UNSAID : got.lasts();
      var early = lasts.compareTo(EARLY.multipliedBy(2)) > 0 ? EARLY : lasts.dividedBy(2);
      held = new Held(got.value(), clock.instant().plus(lasts).minus(early));
      return got.value();
    } finally {
      one.unlock();
    }
  }

  private TokenAnswer.Token ask() throws NoToken, InterruptedException {
    var request =
        HttpRequest.newBuilder(settings.url())
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header("User-Agent", "Heed")
            .POST(BodyPublishers.ofString(form()))
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofInputStream());
      try (var in = answer.body()) {
        return TokenAnswer.read(answer.statusCode(), in.readNBytes(LARGEST));
      }
    } catch (IOException e) {
      throw new NoToken("no access token: its provider did not answer");
    }
  }

  private String form() {
    var form = new LinkedHashMap<String, String>();
    var refresh = settings.refreshToken();
    form.put("grant_type", refresh.isPresent() ? "refresh_token" : "client_credentials");
    refresh.ifPresent(token -> form.put("refresh_token", token));
    form.put("client_id", settings.client());
    form.put("client_secret", settings.secret());
    settings.scope().ifPresent(scope -> form.put("scope", scope));
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
