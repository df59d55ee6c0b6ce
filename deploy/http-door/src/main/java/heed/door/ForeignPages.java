package heed.door;

import io.vertx.core.http.HttpMethod;

/**
 * Says which requests a page of another origin may make, although {@code heed.http.allowed-hosts}
 * names only ours. A service that has such paths has one bean of this kind; without any, none may.
 */
public interface ForeignPages {
  /**
   * @param origin as the browser tells it, such as {@code https://shop.example}
   */
  boolean mayAsk(HttpMethod method, String path, String origin);
}
