package heed.metrics;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** An operator who shows reviews on other people's pages. */
public class InPublic implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "heed.display.public", "true",
        "heed.display.requests-per-minute", "100000",
        "heed.benchmarks.competitors", "public-competitor",
        "heed.http.allowed-hosts", "127.0.0.1");
  }
}
