package heed.drill;

import heed.embedded.EmbeddedPostgres;
import heed.embedded.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a drill that was cut short leaves: services are children and are ended as such, brokers end
 * with their starter, but a PostgreSQL lives on, known by its folder.
 */
final class Leftovers {
  private Leftovers() {}

  /** Ends what runs on the folders in here and removes them. */
  static void end(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return;
    }
    try (var folders = Files.list(data)) {
      for (var folder : folders.filter(Files::isDirectory).toList()) {
        endPostgres(folder);
        Folders.delete(folder);
      }
    }
  }

  private static void endPostgres(Path folder) throws IOException {
    try {
      EmbeddedPostgres.endLeftover(folder.resolve("postgres"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** At the end of the JVM: children first, so that nobody writes any more. */
  static void endQuietly(Path data) {
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    try (var folders = Files.list(data)) {
      for (var folder : folders.filter(Files::isDirectory).toList()) {
        endPostgres(folder);
      }
    } catch (IOException e) {
      // the next drill on this folder ends it
    }
  }
}
