package heed.ingest;

import heed.door.Quota;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lines at the pace that their key may send. Half a file that is refused helps nobody: it is read
 * more slowly instead, and the sender's connection slows down with it.
 */
final class PacedLines implements PostedLines {
  private final PostedLines lines;
  private final Quota quota;

  PacedLines(PostedLines lines, Quota quota) {
    this.lines = lines;
    this.quota = quota;
  }

  @Override
  public @Nullable Line next() throws IOException {
    var line = lines.next();
    if (line != null) {
      quota.await();
    }
    return line;
  }

  @Override
  public long lineNumber() {
    return lines.lineNumber();
  }
}
