package heed.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), unpacked once per user
 * from the jar on the class path. Built for Linux with glibc and for macOS, each on x86_64 and
 * arm64; the build brings the one that fits its machine.
 */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /**
   * @return the folder that holds {@code bin}, {@code lib} and {@code share}
   * @throws IOException if no build of PostgreSQL for this machine is on the class path, or the
   *     cache cannot be written
   */
  static Path unpacked(Path cache) throws IOException {
    var name = resourceName();
    var archive = readResource(name);
    var crc = new CRC32();
    crc.update(archive);
    var home = cache.resolve("postgres-" + HexFormat.of().toHexDigits((int) crc.getValue()));
    if (!Files.exists(home)) {
      Files.createDirectories(cache);
      var fresh = Files.createTempDirectory(cache, "unpack-");
      unpack(archive, fresh);
      // readable for an account that PostgreSQL is switched to when started by root
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      moveIntoPlace(fresh, home);
    }
    return home;
  }

  /** Where a user's caches belong: {@code $XDG_CACHE_HOME/heed} or {@code ~/.cache/heed}. */
  static Path userCache() {
    var configured = System.getenv("XDG_CACHE_HOME");
    var base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("heed");
  }

  private static String resourceName() {
    var os =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    var arch =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> System.getProperty("os.arch");
        };
    return "postgres-" + os + "-" + arch + ".txz";
  }

  private static byte[] readResource(String name) throws IOException {
    try (var in = PostgresBinaries.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(
            "there is no embedded PostgreSQL for this machine ("
                + name
                + "); Heed brings one for Linux and macOS on x86_64 and arm64");
      }
      return in.readAllBytes();
    }
  }

  private static void unpack(byte[] archive, Path into) throws IOException {
    InputStream plain = new XZInputStream(new ByteArrayInputStream(archive));
    try (var tar = new TarArchiveInputStream(new BufferedInputStream(plain, 1 << 16))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, into);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    var target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException(
          "the archive of PostgreSQL names a file outside of it: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(target.getParent());
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.createDirectories(target.getParent());
      Files.copy(tar, target);
      var executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** Another process may have been faster; its copy is as good as ours. */
  private static void moveIntoPlace(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(home)) {
        throw e;
      }
      Folders.delete(fresh);
    }
  }
}
