package heed.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The repository, as it lies on disk beside this module, with the classes that were just compiled.
 */
final class House {
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  static final List<String> SERVICES =
      List.of("review-ingest", "sentiment-service", "alerting-service", "metrics-service");
  private static final List<String> LIBRARIES =
      List.of(
          "review-events",
          "deploy/http-door",
          "deploy/eyes",
          "deploy/reading",
          "deploy/embedded",
          "deploy/testing");

  /** The compiled classes of all modules but the launcher. */
  static JavaClasses classes() {
    var importer = new ClassFileImporter();
    var paths =
        java.util.stream.Stream.concat(SERVICES.stream(), LIBRARIES.stream())
            .map(m -> ROOT.resolve(m).resolve("target/classes"))
            .toList();
    for (var path : paths) {
      if (!Files.isDirectory(path)) {
        throw new IllegalStateException(
            path + " is missing: run ./mvnw verify, not this module alone");
      }
    }
    return importer.importPaths(paths);
  }

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private House() {}
}
