package heed.alerting.telling;

import java.net.URI;
import java.net.URISyntaxException;

/** An address on the web that can be posted to; its text never goes into a log. */
record EndpointUrl(String text, boolean tls, String host, int port, String target) {
  private static final int LONGEST = 2000;

  /**
   * Reads an address.
   *
   * @throws Unwelcome saying what is wrong with it
   */
  static EndpointUrl of(String text) {
    var uri = uri(text);
    var scheme = String.valueOf(uri.getScheme());
    var tls = scheme.equalsIgnoreCase("https");
    if (!tls && !scheme.equalsIgnoreCase("http")) {
      throw new Unwelcome("url must begin with https://");
    }
    var host = uri.getHost();
    if (host == null || host.isEmpty() || host.contains("%")) {
      throw new Unwelcome(
          "url has no host that can be read; give a name such as hooks.example.com");
    }
    if (host.matches("(.*\\.)?0[0-9]+(\\..*)?") && host.matches("[0-9.]+")) {
      throw new Unwelcome("url has an address that can be read in two ways; leave out its zeros");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new Unwelcome("url must have no user, password or fragment");
    }
    var port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new Unwelcome("url has a port that is none; it must be 1 to 65535");
    }
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new EndpointUrl(text, tls, unbracketed(host), port, path + query);
  }

  private static URI uri(String text) {
    if (text.length() > LONGEST || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new Unwelcome("url must be 1 to 2000 plain characters; encode the others");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Unwelcome("url cannot be read as one, such as https://example.com/heed");
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** What is below it; whoever asks has seen to it that this address has no query. */
  EndpointUrl below(String path) {
    return new EndpointUrl(text, tls, host, port, target.replaceAll("/+$", "") + path);
  }

  /** True if more can be put behind it. */
  boolean base() {
    return !target.contains("?");
  }

  /** True if both are spoken to at the same place: what one may know, the other may. */
  boolean sameServer(EndpointUrl other) {
    return tls == other.tls && port == other.port && host.equalsIgnoreCase(other.host);
  }

  /** Scheme and host: of a chat the rest is as good as a password. */
  String shown() {
    return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + "/…";
  }

  /** All of it, for those who may see it. */
  String shownWhole() {
    var name = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "https://" : "http://")
        + name
        + (port == (tls ? 443 : 80) ? "" : ":" + port)
        + target;
  }

  @Override
  public String toString() {
    return "EndpointUrl[not shown]";
  }
}
