package heed.door.oidc;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;

/** Where browsers reach this service. */
record Base(URI root) {
  static Base of(OidcConfig config, UriInfo asked) {
    return new Base(config.baseUrl().map(URI::create).orElseGet(asked::getBaseUri));
  }

  boolean secure() {
    return "https".equals(root.getScheme());
  }

  String address(String path) {
    return root.resolve(path).toString();
  }

  /** An address with more in its query. */
  static URI with(URI address, Map<String, String> query) {
    var joint = address.getRawQuery() == null ? "?" : "&";
    return URI.create(address + joint + Wire.form(query));
  }
}
