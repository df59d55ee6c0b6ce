package heed.alerting.telling;

import heed.alerting.Failures;
import heed.alerting.crm.Verdict;
import heed.alerting.telling.Message.Post;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Posts to endpoints. The address is resolved once, checked and connected to, with the host's name
 * kept for TLS and the Host header; redirects are not followed; of the answer no more than 64 KiB
 * is read, and none of it is kept.
 */
@Singleton
class Poster {
  private static final int MOST_READ = 64 * 1024;
  private static final int GONE = 410;

  private final AddressGuard guard;
  private final Duration timeout;
  private final HttpClient client;

  Poster(Vertx vertx, AddressGuard guard, TellingSettings settings) {
    this.guard = guard;
    this.timeout = settings.timeout();
    var options =
        new HttpClientOptions()
            .setKeepAlive(false)
            .setMaxPoolSize(64)
            .setMaxRedirects(0)
            .setConnectTimeout((int) timeout.toMillis())
            .setIdleTimeout((int) timeout.toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    settings.ca().ifPresent(ca -> options.setTrustOptions(TrustOptions.wrap(Authorities.with(ca))));
    this.client = vertx.createHttpClient(options);
  }

  @PreDestroy
  void close() {
    client.close();
  }

  /** Sends once; it blocks, for no longer than the time an attempt may take. */
  Outcome post(Post post) throws InterruptedException {
    try {
      var address = guard.check(post.url());
      return answered(post, address);
    } catch (Unwelcome e) {
      return Outcome.Failed.of(String.valueOf(e.getMessage()));
    }
  }

  private Outcome answered(Post post, InetAddress address) throws InterruptedException {
    var sent = new AtomicReference<@Nullable HttpClientRequest>();
    var exchange =
        client
            .request(options(post, address))
            .onSuccess(sent::set)
            .compose(request -> heard(request, post))
            .toCompletionStage()
            .toCompletableFuture();
    try {
      return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      hangUp(sent.get());
      return Outcome.Failed.of("no answer in time");
    } catch (ExecutionException e) {
      return Outcome.Failed.of("no whole answer: " + Failures.shown(cause(e)));
    }
  }

  /**
   * The answer's reader is there before anything is sent: one that came after a quick answer's end
   * would take it for none.
   */
  private static Future<Outcome> heard(HttpClientRequest request, Post post) {
    var whole = request.response().compose(response -> readThrough(response, post.verdict()));
    var body = post.body();
    var sent = body == null ? request.send() : request.send(Buffer.buffer(body));
    return sent.compose(head -> whole);
  }

  /** Whoever answers drop by drop must not hold a connection. */
  private static void hangUp(@Nullable HttpClientRequest request) {
    if (request != null) {
      request.reset();
    }
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private RequestOptions options(Post post, InetAddress address) {
    var url = post.url();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(post.method()))
            .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.tls())
            .setURI(url.target())
            .setFollowRedirects(false)
            .setTimeout(timeout.toMillis());
    post.headers().forEach(options::putHeader);
    return options;
  }

  /** The answer counts once it is whole, or has said more than anybody wants to hear. */
  private static Future<Outcome> readThrough(
      HttpClientResponse response, @Nullable Verdict verdict) {
    Promise<Outcome> whole = Promise.promise();
    var read = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(outcome(response, verdict, read.getBytes())));
    response.handler(
        chunk -> {
          if (read.length() + chunk.length() > MOST_READ) {
            whole.tryComplete(outcome(response, verdict, new byte[0]));
            response.request().connection().close();
          } else {
            read.appendBuffer(chunk);
          }
        });
    return whole.future();
  }

  private static Outcome outcome(
      HttpClientResponse response, @Nullable Verdict verdict, byte[] answer) {
    var status = response.statusCode();
    var fault = (verdict == null ? Verdict.BY_STATUS : verdict).fault(status, answer);
    if (fault == null) {
      return new Outcome.Delivered(status);
    }
    if (status == GONE) {
      // Of a CRM it is the one contact that is gone.
      return verdict == null ? new Outcome.Gone(status) : new Outcome.Refused(fault, status);
    }
    var retryAfter = retryAfter(response.getHeader("Retry-After"), Instant.now());
    return new Outcome.Failed(fault, status, retryAfter);
  }

  /** Seconds, or a date; null for neither. */
  static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    if (header.strip().matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header.strip()));
    }
    try {
      var at = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(now, at.toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
