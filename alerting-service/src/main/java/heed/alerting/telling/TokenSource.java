package heed.alerting.telling;

import heed.alerting.telling.CrmTokenSettings.Token;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One access token: kept in memory until shortly before it expires, and got anew by one while the
 * others wait for it, who fail with him if he gets none. Each copy has its own.
 */
final class TokenSource {
  private static final Duration EARLY = Duration.ofSeconds(60);

  /** Of a provider that does not say how long it lasts; one that is refused before is renewed. */
  private static final Duration UNSAID = Duration.ofHours(1);

  /** For how long nobody asks again after a no: those who waited for it would, one by one. */
  static final Duration NO = Duration.ofSeconds(5);

  private static final int LARGEST = 64 * 1024;

  private record Held(String value, Instant until) {
    boolean holds(Instant now) {
      return now.isBefore(until);
    }
  }

  private record Failed(NoToken why, Instant until) {}

  private final Token settings;
  private final EndpointUrl server;
  private final HttpClient client;
  private final Duration timeout;
  private final InstantSource clock;
  private final ReentrantLock one = new ReentrantLock();
  private volatile @Nullable Held held;
  private @Nullable Failed failed; // under one

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

  /** How long it takes at most to get one: waiting for another who asks, then asking. */
  static Duration longest(Duration timeout) {
    return timeout.multipliedBy(2);
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
    if (!one.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw late();
    }
    try {
      var has = held;
      if (has != null && has.holds(clock.instant()) && !has.value().equals(refused)) {
        return has.value();
      }
      var no = failed;
      if (no != null && clock.instant().isBefore(no.until())) {
        throw no.why();
      }
      return renewed();
    } finally {
      one.unlock();
    }
  }

  private String renewed() throws NoToken, InterruptedException {
    held = null;
    try {
      var got = ask();
      var lasts = got.lasts() == null ? UNSAID : got.lasts();
      var early = lasts.compareTo(EARLY.multipliedBy(2)) > 0 ? EARLY : lasts.dividedBy(2);
      held = new Held(got.value(), clock.instant().plus(lasts).minus(early));
      return got.value();
    } catch (NoToken e) {
      failed = new Failed(e, clock.instant().plus(NO));
      throw e;
    }
  }

  /** The time is that of the whole answer: a provider may say 200, and then nothing. */
  private TokenAnswer.Token ask() throws NoToken, InterruptedException {
    var exchange = client.sendAsync(request(), head -> new LimitedBody(LARGEST));
    try {
      var answer = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return TokenAnswer.read(answer.statusCode(), answer.body());
    } catch (TimeoutException e) {
      throw late();
    } catch (ExecutionException e) {
      throw new NoToken("no access token: its provider did not answer");
    } finally {
      exchange.cancel(true);
    }
  }

  private static NoToken late() {
    return new NoToken("no access token: its provider did not answer in time");
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(settings.url())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .header("User-Agent", "Heed")
        .POST(BodyPublishers.ofString(form()))
        .build();
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
