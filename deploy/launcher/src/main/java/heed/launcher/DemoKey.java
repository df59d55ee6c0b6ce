package heed.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The key of the Heed that runs on this machine. */
final class DemoKey {
  /**
   * That of the data folder, or of a demo that runs in it.
   *
   * @throws Refusal if nothing has run there
   */
  static String of(Path data, int portBase) throws Refusal, IOException {
    for (var folder : List.of(data, data.resolve("demo-" + portBase))) {
      var key = folder.resolve("secrets").resolve("demo-key");
      if (Files.isReadable(key)) {
        return Files.readString(key).strip();
      }
    }
    throw new Refusal("no Heed has run on %s; start one with ./heed up".formatted(data));
  }

  private DemoKey() {}
}
