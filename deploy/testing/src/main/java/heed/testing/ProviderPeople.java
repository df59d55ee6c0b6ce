package heed.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whom the provider for tests knows, by the name that they sign in with. */
final class ProviderPeople {
  static final Map<String, Map<String, Object>> CLAIMS =
      Map.of(
          "ilze",
              Map.of(
                  "sub", "8f6c0c7e-ilze",
                  "preferred_username", "ilze.k",
                  "realm_access", Map.of("roles", List.of("heed-lead", "staff")),
                  "storefronts", List.of("*"),
                  "teams", List.of("general", "delivery")),
          "crowd",
              Map.of(
                  "sub", "77-crowd",
                  "realm_access", Map.of("roles", List.of("heed-lead")),
                  "teams", IntStream.range(0, 400).mapToObj(i -> "team-" + i).toList()),
          "guest",
              Map.of(
                  "sub", "0b1d-guest",
                  "preferred_username", "guest",
                  "realm_access", Map.of("roles", List.of("staff"))));

  private ProviderPeople() {}
}
