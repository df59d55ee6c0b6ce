package heed.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that survives a restart, held by one launcher at a time. */
final class DataFolder implements AutoCloseable {
  /** Enough for a first start (about 150 MB) and a first day. */
  private static final long LEAST_FREE_BYTES = 400L << 20;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DataFolder open(Path path) throws Refusal {
    var folder = path.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      make(folder);
      requireSpace(folder);
      make(folder.resolve("logs"));
      channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new Refusal(
            "another Heed runs on %s; stop it or choose another folder with --data"
                .formatted(folder));
      }
      return new DataFolder(folder, channel);
    } catch (IOException e) {
      throw new Refusal(
          "the data folder %s cannot be written: %s".formatted(folder, Sentences.of(e)));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static void requireSpace(Path folder) throws IOException, Refusal {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new Refusal(
          "the disk of %s has %d MB left, Heed needs %d MB; make room or choose another folder with --data"
              .formatted(folder, free >> 20, LEAST_FREE_BYTES >> 20));
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  Path log(String name) {
    return path.resolve("logs").resolve(name);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
