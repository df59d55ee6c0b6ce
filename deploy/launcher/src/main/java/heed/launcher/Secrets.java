package heed.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets of the local mode: made once, one file each, readable by the owner only. */
final class Secrets {
  private static final int BYTES = 32;

  private final Path folder;

  Secrets(Path folder) {
    this.folder = folder;
  }

  /** What opens every door in the local mode. */
  String demoKey() throws IOException {
    return stored("demo-key", Base64.getUrlEncoder().withoutPadding());
  }

  /** Base64 of 32 bytes. */
  String named(String name) throws IOException {
    return stored(name, Base64.getEncoder());
  }

  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String stored(String name, Base64.Encoder encoder) throws IOException {
    var file = folder.resolve(name);
    if (!Files.exists(file) || Files.size(file) == 0) {
      var bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, encoder.encodeToString(bytes));
    }
    return Files.readString(file).strip();
  }
}
