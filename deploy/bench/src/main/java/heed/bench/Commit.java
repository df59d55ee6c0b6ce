package heed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is measured, as git names it. */
final class Commit {
  /** Twelve digits, with {@code +} where the tree was changed; empty without git. */
  static String of(Path root) {
    try {
      var commit = git(root, "rev-parse", "--short=12", "HEAD");
      var changed = git(root, "status", "--porcelain", "--untracked-files=no");
      return commit + (commit.isEmpty() || changed.isEmpty() ? "" : "+");
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static String git(Path root, String... words) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(new ArrayList<>(List.of("git", "-C", root.toString())));
    builder.command().addAll(List.of(words));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? said : "";
  }

  private Commit() {}
}
