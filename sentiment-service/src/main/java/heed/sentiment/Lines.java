package heed.sentiment;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** NDJSON line by line, in one buffer whatever the length of file or line. */
final class Lines {
  private static final byte LF = '\n';

  private final InputStream in;
  private final byte[] buffer = new byte[16 << 10];
  private final byte[] line = new byte[TaggingSettings.MAX_QUESTION_BYTES];
  private int next;
  private int filled;
  private int length;
  private boolean tooLong;
  private boolean seen;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The bytes of a line; the array is that of the reader. */
  record Line(byte[] bytes, int length, boolean tooLong) {
    boolean isBlank() {
      for (var i = 0; i < length; i++) {
        if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
          return false;
        }
      }
      return !tooLong;
    }
  }

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    length = 0;
    tooLong = false;
    seen = false;
    while (next < filled || fill()) {
      seen = true;
      var b = buffer[next++];
      if (b == LF) {
        return new Line(line, length, tooLong);
      }
      keep(b);
    }
    return seen ? new Line(line, length, tooLong) : null;
  }

  private void keep(byte b) {
    if (length < line.length) {
      line[length++] = b;
    } else {
      tooLong = true;
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
