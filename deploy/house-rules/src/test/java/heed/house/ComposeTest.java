package heed.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What one machine runs: contained, checked, pinned, on loopback, and without a secret in it. */
class ComposeTest {
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|KEY|TOKEN");
  private static final List<String> PROFILES = List.of("mail", "observability", "identity");
  private final Compose compose = new Compose();

  @Test
  void everyServiceIsContained() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(Compose.list(service.path("cap_drop"))).as(name).containsExactly("ALL");
              assertThat(Compose.list(service.path("security_opt")))
                  .as(name)
                  .containsExactly("no-new-privileges:true");
              assertThat(service.path("mem_limit").asText()).as(name).matches("\\d+[mg]");
              assertThat(service.path("pids_limit").asInt()).as(name).isPositive();
              assertThat(service.path("logging").path("options").path("max-size").asText())
                  .as(name)
                  .isNotEmpty();
              // Keycloak, started for development, builds itself into its own folders
              assertThat(service.path("read_only").asBoolean())
                  .as(name)
                  .isEqualTo(!name.equals("keycloak"));
            });
  }

  @Test
  void nobodyIsRootButTheOneThatGivesSecretsAway() {
    compose
        .services()
        .forEach(
            (name, service) ->
                assertThat(service.path("user").asText())
                    .as(name)
                    .matches(name.equals("secrets") ? "0:0" : "[1-9]\\d*(:\\d+)?"));
    assertThat(compose.service("secrets").path("network_mode").asText()).isEqualTo("none");
    assertThat(House.text("deploy/Dockerfile").lines().filter(l -> l.startsWith("USER")))
        .first()
        .isEqualTo("USER " + compose.service("review-ingest").path("user").asText());
  }

  @Test
  void everyServiceTellsHowItIsOrEndsByItself() {
    compose
        .services()
        .forEach(
            (name, service) ->
                assertThat(service.path("healthcheck").has("test"))
                    .as(name)
                    .isEqualTo(!Compose.endsByItself(service)));
  }

  @Test
  void whoeverIsWaitedForIsReadyOrDone() {
    compose
        .services()
        .forEach(
            (name, service) ->
                service
                    .path("depends_on")
                    .properties()
                    .forEach(
                        e -> {
                          var awaited = compose.service(e.getKey());
                          assertThat(awaited.isMissingNode()).as(e.getKey()).isFalse();
                          assertThat(awaited.has("profiles")).as(e.getKey()).isFalse();
                          assertThat(e.getValue().path("condition").asText())
                              .as(name + " waits for " + e.getKey())
                              .isEqualTo(
                                  Compose.endsByItself(awaited)
                                      ? "service_completed_successfully"
                                      : "service_healthy");
                        }));
  }

  @Test
  void everyImageIsPinned() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              var image = Compose.filled(service.path("image").asText());
              assertThat(image).as(name).matches("[a-z0-9./-]+:v?[0-9][0-9A-Za-z._-]*");
              assertThat(image.startsWith("heed/")).as(name).isEqualTo(service.has("build"));
            });
  }

  @Test
  void portsAreReachableOnLoopbackOnlyAndManagementIsNot() {
    var ports = new ArrayList<String>();
    compose.services().values().forEach(s -> ports.addAll(Compose.list(s.path("ports"))));
    assertThat(ports)
        .hasSizeGreaterThan(4)
        .allMatch(port -> port.startsWith("127.0.0.1:"))
        .noneMatch(port -> port.endsWith(":9000"));
    var published = new HashSet<>(ports.stream().map(p -> p.split(":", -1)[1]).toList());
    assertThat(published).hasSameSizeAs(ports);
    assertThat(compose.top("networks").path("inside").path("internal").asBoolean()).isTrue();
    for (var store : List.of("kafka", "postgres", "topics")) {
      assertThat(Compose.list(compose.service(store).path("networks"))).containsExactly("inside");
    }
  }

  @Test
  void whatIsNotNeededEverywhereWaitsForItsProfile() {
    var profiles = new TreeSet<String>();
    compose.services().values().forEach(s -> profiles.addAll(Compose.list(s.path("profiles"))));
    assertThat(profiles).containsExactlyInAnyOrderElementsOf(PROFILES);
    for (var service : House.SERVICES) {
      assertThat(compose.service(service).has("profiles")).as(service).isFalse();
    }
  }

  @Test
  void noSecretIsWrittenDown() {
    compose.environment(
        (service, variable) -> {
          if (SECRET.matcher(variable.getKey()).find()) {
            assertThat(variable.getValue())
                .as(service + " " + variable.getKey())
                .matches("\\$\\{[A-Z0-9_]+:-}|/run/secrets/heed/[a-z-]+");
          }
        });
  }

  @Test
  void eachIsShownItsOwnSecretsAndCannotChangeThem() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              var shown =
                  Compose.list(service.path("volumes")).stream()
                      .filter(v -> v.startsWith("secrets"))
                      .toList();
              if (name.equals("secrets")) {
                assertThat(shown).hasSizeGreaterThan(House.SERVICES.size());
              } else {
                assertThat(shown)
                    .as(name)
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(v -> v.matches("secrets-[a-z]+:/run/secrets/heed:ro"));
              }
            });
    for (var service : House.SERVICES) {
      var volume = "secrets-" + service.replace("review-", "").replace("-service", "");
      assertThat(Compose.list(compose.service(service).path("volumes")))
          .containsExactly(volume + ":/run/secrets/heed:ro");
      assertThat(Compose.list(compose.service("secrets").path("volumes")))
          .contains(volume + ":/secrets/" + service);
    }
  }

  @Test
  void everyVolumeIsDeclaredAndEveryMountedFileIsHere() {
    var used = new TreeSet<String>();
    compose
        .services()
        .values()
        .forEach(
            service ->
                Compose.list(service.path("volumes")).stream()
                    .map(v -> v.substring(0, v.indexOf(':')))
                    .forEach(used::add));
    var files = used.stream().filter(v -> v.startsWith(".")).toList();
    assertThat(files).isNotEmpty().allSatisfy(f -> assertThat(House.ROOT.resolve(f)).exists());
    used.removeAll(files);
    assertThat(Compose.list(compose.top("volumes"))).containsExactlyElementsOf(used);
  }

  /** The old Compose knows no optional file, so there is one that sets nothing. */
  @Test
  void anyKeyCanBeSetAtEveryServiceAndNoneMustBe() {
    for (var service : House.SERVICES) {
      assertThat(Compose.list(compose.service(service).path("env_file")))
          .as(service)
          .singleElement()
          .satisfies(file -> assertThat(file).contains("HEED_ENV_FILE"))
          .satisfies(
              file ->
                  assertThat(House.text(Compose.filled(file)).lines())
                      .allMatch(line -> line.startsWith("#")));
    }
  }

  @Test
  void everyVariableIsExplainedAndNoneIsNeeded() {
    var text = House.text("docker-compose.yml");
    assertThat(text).doesNotContain(":?");
    var known =
        Compose.VARIABLE.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
    var explained =
        House.text(".env.example")
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .toList();
    assertThat(explained).allMatch(line -> line.endsWith("="), "nothing is filled in");
    assertThat(explained.stream().map(line -> line.replace("=", "")))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everySettingOfAServiceIsAKeyOfTheCode() {
    var keys = new ConfigurationKeys();
    compose.environment(
        (service, variable) -> {
          if (House.SERVICES.contains(service) && variable.getKey().startsWith("HEED_")) {
            assertThat(keys.has(variable.getKey())).as(variable.getKey()).isTrue();
          }
        });
    assertThat(keys.has("HEED_TELLING_MAIL_FROM")).isTrue();
    assertThat(keys.has("HEED_TELLING_MAIL_FORM")).isFalse();
  }

  @Test
  void composeAcceptsTheFile() throws Exception {
    assumeTrue(runs("docker-compose", "version"), "docker-compose is not installed here");
    assertThat(runs("docker-compose", "config", "--quiet")).isTrue();
    assertThat(
            runs(
                "docker-compose",
                "--file=docker-compose.yml",
                "--file=deploy/compose/identity.yml",
                "--profile=identity",
                "config",
                "--quiet"))
        .isTrue();
    assertThat(
            runs(
                "docker-compose",
                "--profile=mail",
                "--profile=observability",
                "--profile=identity",
                "config",
                "--quiet"))
        .isTrue();
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      var builder = new ProcessBuilder(command).directory(House.ROOT.toFile());
      var process =
          builder
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
