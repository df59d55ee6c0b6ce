package heed.door;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Without TLS there is HTTP/1.1 only. Java's client asks for an upgrade to HTTP/2 with its first
 * request, and one in two hundred of those was left without an answer until the connection timed
 * out. Under TLS both are agreed upon before the first request.
 */
@Singleton
class PlainHttp implements HttpServerOptionsCustomizer {
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(false);
  }
}
