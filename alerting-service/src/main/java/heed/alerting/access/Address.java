package heed.alerting.access;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** Where a request comes from, as far as it tells callers apart. */
final class Address {
  private static final Pattern GROUP = Pattern.compile(":");

  private Address() {}

  static String of(HttpServerRequest request) {
    var remote = request.remoteAddress();
    return remote == null || remote.hostAddress() == null ? "?" : of(remote.hostAddress());
  }

  /** Of IPv6 its first 64 bits: whoever has one address there has all of them. */
  static String of(String host) {
    if (host.indexOf(':') < 0 || host.startsWith("::")) {
      return host;
    }
    var groups = GROUP.split(host, -1);
    var first = new StringBuilder();
    for (var i = 0; i < 4 && i < groups.length && !groups[i].isEmpty(); i++) {
      first.append(groups[i]).append(':');
    }
    return first.toString();
  }
}
