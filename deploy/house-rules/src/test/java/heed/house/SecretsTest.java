package heed.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes compose's secrets, run for real. */
class SecretsTest {
  @TempDir Path folder;

  @Test
  void theFirstRunMakesThemAndTheNextLeavesThem() throws Exception {
    assertThat(run(folder, Map.of())).isZero();
    var made = files(folder);
    assertThat(run(folder, Map.of())).isZero();
    assertThat(files(folder)).isEqualTo(made);
    var other = folder.resolveSibling(folder.getFileName() + "-other");
    assertThat(run(other, Map.of())).isZero();
    assertThat(files(other).values()).doesNotContainAnyElementsOf(made.values());
  }

  @Test
  void everySettingIsWhatItsServiceWants() throws Exception {
    run(folder, Map.of());
    var key = files(folder).get("master/admin-key").strip();
    for (var service : House.SERVICES) {
      var settings = settings(service);
      assertThat(settings.getProperty("heed.keys.admin.sha256")).isEqualTo(sha256(key));
      assertThat(settings.getProperty("heed.keys.admin.roles")).isEqualTo("*");
      // before what a service brings (250), after its environment (300)
      assertThat(Integer.parseInt(settings.getProperty("config_ordinal"))).isBetween(251, 299);
      for (var name : settings.stringPropertyNames()) {
        if (name.matches("heed\\.(privacy|form|session)\\..*")) {
          assertThat(Base64.getDecoder().decode(settings.getProperty(name))).hasSize(32);
        }
      }
    }
    assertThat(files(folder).get("kafka/cluster-id").strip()).matches("[A-Za-z0-9_][\\w-]{21}");
  }

  @Test
  void nobodyIsShownWhatItDoesNotNeed() throws Exception {
    run(folder, Map.of());
    assertThat(settings("review-ingest").stringPropertyNames())
        .contains("heed.privacy.key", "heed.form.key")
        .doesNotContain("heed.privacy.erasure-key", "quarkus.datasource.password");
    assertThat(settings("sentiment-service").stringPropertyNames())
        .contains("heed.privacy.erasure-key")
        .doesNotContain("heed.privacy.key", "heed.form.key", "quarkus.datasource.password");
    assertThat(settings("metrics-service").stringPropertyNames())
        .contains("heed.privacy.erasure-key", "quarkus.datasource.password")
        .doesNotContain("heed.privacy.key", "heed.form.key");
    assertThat(settings("alerting-service").stringPropertyNames())
        .contains("heed.privacy.key", "heed.privacy.erasure-key", "quarkus.datasource.password");
    assertThat(settings("alerting-service").get("heed.form.key"))
        .isEqualTo(settings("review-ingest").get("heed.form.key"));
    assertThat(settings("alerting-service").get("quarkus.datasource.password"))
        .isEqualTo(files(folder).get("postgres/alerting-password").strip())
        .isNotEqualTo(settings("metrics-service").get("quarkus.datasource.password"));
    try (var all = Files.walk(folder)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .matches("r[w-]-------");
      }
    }
  }

  @Test
  void whatIsGivenWinsAndIsKept() throws Exception {
    run(folder, Map.of());
    var mine = Base64.getEncoder().encodeToString(new byte[32]);
    var earlier = files(folder).get("master/privacy-key").strip();
    var given =
        Map.of(
            "HEED_PRIVACY_KEY", mine,
            "HEED_PRIVACY_PREVIOUS_KEYS", earlier,
            "HEED_KEYS_ADMIN_SHA256", sha256("mine"));
    assertThat(run(folder, given)).isZero();
    assertThat(run(folder, Map.of("HEED_KEYS_ADMIN_SHA256", sha256("mine")))).isZero();
    assertThat(settings("review-ingest").get("heed.privacy.key")).isEqualTo(mine);
    assertThat(settings("review-ingest").get("heed.privacy.previous-keys")).isEqualTo(earlier);
    assertThat(settings("alerting-service").get("heed.privacy.previous-keys")).isEqualTo(earlier);
    assertThat(settings("alerting-service").get("heed.keys.admin.sha256"))
        .isEqualTo(sha256("mine"));
    assertThat(files(folder)).doesNotContainKey("master/admin-key");
  }

  @Test
  void whatCouldNotBeReadBackIsRefused() throws Exception {
    assertThat(run(folder, Map.of("POSTGRES_PASSWORD", "a\\b"))).isNotZero();
    assertThat(run(folder, Map.of("HEED_ALERTING_DB_PASSWORD", "${x}"))).isNotZero();
    assertThat(files(folder)).doesNotContainKey("alerting-service/application.properties");
  }

  private static int run(Path folder, Map<String, String> given) throws Exception {
    var script = House.ROOT.resolve("deploy/compose/secrets.sh").toString();
    var builder = new ProcessBuilder("sh", script, folder.toString());
    builder.environment().putAll(given);
    var process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(folder)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private Properties settings(String service) throws IOException {
    var settings = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve(service + "/application.properties"))) {
      settings.load(in);
    }
    return settings;
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
