package heed.sentiment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Answers kept until the whole question is read: in memory while they are small, then in a file.
 * Most clients send all before they read the first answer; writing to them meanwhile would end with
 * both sides waiting.
 */
final class Spool implements Closeable {
  private static final int IN_MEMORY = 256 << 10;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(8 << 10);
  private @Nullable Path file;
  private @Nullable OutputStream overflow;

  void write(byte[] bytes) throws IOException {
    if (overflow == null && memory.size() + bytes.length > IN_MEMORY) {
      file = Files.createTempFile("heed-tags", ".ndjson");
      overflow = Files.newOutputStream(file);
    }
    (overflow == null ? memory : overflow).write(bytes);
  }

  /** All that was written; the file is gone when this is closed, or where it can be, at once. */
  InputStream read() throws IOException {
    var first = new ByteArrayInputStream(memory.toByteArray());
    if (file == null || overflow == null) {
      return first;
    }
    overflow.close();
    var rest = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    file = null;
    return new SequenceInputStream(first, rest);
  }

  @Override
  public void close() throws IOException {
    if (overflow != null && file != null) {
      overflow.close();
      Files.deleteIfExists(file);
    }
  }
}
