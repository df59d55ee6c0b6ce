package heed.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The account PostgreSQL runs as. It refuses to run as root, so root either hides its id in a user
 * namespace, or, where the kernel or a container forbids that, becomes {@code nobody}.
 *
 * @param prefix what goes before each command
 * @param switched true: files must be given to {@code nobody} first
 */
record PostgresAccount(List<String> prefix, boolean switched) {
  private static final String NOBODY = "65534";

  static PostgresAccount find() throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new PostgresAccount(List.of(), false);
    }
    var hidden = new PostgresAccount(List.of("unshare", "--user"), false);
    if (hidden.works()) {
      return hidden;
    }
    var nobody =
        new PostgresAccount(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true);
    if (nobody.works()) {
      return nobody;
    }
    throw new IOException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv (package util-linux) can"
            + " change that here; start Heed as a normal user");
  }

  List<String> command(String... words) {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of(words));
    return command;
  }

  /** Makes a folder that this account may write and nobody else may read. */
  void own(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (switched) {
      run("chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private boolean works() throws InterruptedException {
    try {
      return run(command("true").toArray(String[]::new)) == 0;
    } catch (IOException e) {
      return false; // the tool is not installed
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }
}
