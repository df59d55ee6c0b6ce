package heed.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is in each service, as its bill of materials tells it; made by {@code ./mvnw -Psbom}. */
class SbomTest {
  @SuppressWarnings("unused") // names the parameters
  static final java.util.List<String> SERVICES = House.SERVICES;

  @ParameterizedTest
  @FieldSource("SERVICES")
  void listsEveryJarThatIsShippedAndNothingUnfinishedButOurs(String service) throws IOException {
    var file = House.ROOT.resolve(service).resolve("target/sbom.cdx.json");
    assumeTrue(Files.exists(file), "no bill of materials: it is made by ./mvnw -Psbom package");
    var bill = new ObjectMapper().readTree(file.toFile());
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/name").asText()).isEqualTo(service);
    var listed = new TreeSet<String>();
    for (var part : bill.path("components")) {
      listed.add(jar(part));
      assertThat(part.path("purl").asText()).startsWith("pkg:maven/");
      if (part.path("version").asText().endsWith("-SNAPSHOT")) {
        assertThat(part.path("group").asText()).isEqualTo("heed");
      }
    }
    assertThat(listed).anyMatch(jar -> jar.startsWith("io.quarkus.quarkus-core-"));
    assertThat(listed).noneMatch(jar -> jar.matches(".*(junit|testcontainers|assertj|mockito).*"));
    var app = House.ROOT.resolve(service).resolve("target/quarkus-app/lib");
    assertThat(listed)
        .containsAll(jars(app.resolve("boot")))
        .containsAll(jars(app.resolve("main")));
  }

  private static String jar(JsonNode part) {
    return part.path("group").asText()
        + "."
        + part.path("name").asText()
        + "-"
        + part.path("version").asText()
        + ".jar";
  }

  private static TreeSet<String> jars(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          // one that is for a kind of machine is listed by its name without it
          .map(name -> name.replaceFirst("-(linux|osx|windows)-[\\w]+\\.jar$", ".jar"))
          .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }
  }
}
