package heed.door.oidc;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without a window: keeps cookies and goes only where it is told. */
final class Visitor {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  final Map<String, String> cookies = new LinkedHashMap<>();

  /**
   * From the way in to the provider's page, and back as this user; does not follow the way back.
   */
  URI signedInAtTheProvider(String user, String to) {
    var asked = location(get("/sign-in/oidc?to=" + to));
    return location(send(HttpRequest.newBuilder(URI.create(asked + "&user=" + user)), Map.of()));
  }

  HttpResponse<String> get(String path) {
    var answer = send(HttpRequest.newBuilder(ours(path)), cookies);
    for (var set : answer.headers().allValues("Set-Cookie")) {
      var cookie = HttpCookie.parse(set).getFirst();
      if (cookie.getMaxAge() == 0) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie.getValue());
      }
    }
    return answer;
  }

  HttpResponse<String> get(URI address) {
    return get(address.getRawPath() + "?" + address.getRawQuery());
  }

  HttpResponse<String> post(String path) {
    var request = HttpRequest.newBuilder(ours(path)).POST(HttpRequest.BodyPublishers.noBody());
    return send(request, cookies);
  }

  HttpResponse<String> getWith(String path, String header, String value) {
    return send(HttpRequest.newBuilder(ours(path)).header(header, value), cookies);
  }

  static URI location(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  static Map<String, String> query(URI address) {
    var query = new LinkedHashMap<String, String>();
    for (var pair : address.getRawQuery().split("&", -1)) {
      var parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  static String setCookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(c -> c.startsWith(name))
        .findFirst()
        .orElse("");
  }

  private static URI ours(String path) {
    return URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
  }

  private static HttpResponse<String> send(
      HttpRequest.Builder request, Map<String, String> cookies) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(c -> c.getKey() + "=" + c.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
