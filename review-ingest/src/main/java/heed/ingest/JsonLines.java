package heed.ingest;

import heed.door.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** NDJSON: one JSON object per line. Holds one buffer, whatever the length of file or line. */
final class JsonLines implements PostedLines {
  private static final byte LF = '\n';

  private final InputStream in;
  private final Reader reader;
  private final byte[] buffer = new byte[2 * IngestSettings.MAX_REVIEW_BYTES];
  private int start;
  private int end;
  private boolean ended;
  private long lineNumber;

  JsonLines(Fields fields, InputStream in) {
    this(in, (bytes, from, length) -> new Line.Read(PostedJson.read(fields, bytes, from, length)));
  }

  JsonLines(InputStream in, Reader reader) {
    this.in = in;
    this.reader = reader;
  }

  /** What a line of JSON is read as. */
  interface Reader {
    /**
     * @throws Refusal 400 if the line cannot be read
     */
    Line read(byte[] bytes, int from, int length);
  }

  @Override
  public long lineNumber() {
    return lineNumber;
  }

  @Override
  public @Nullable Line next() throws IOException {
    while (true) {
      var lf = find(start);
      if (lf < 0 && start == end) {
        return null;
      }
      lineNumber++;
      var from = start;
      var length = (lf < 0 ? end : lf) - from;
      start = lf < 0 ? end : lf + 1;
      if (length > IngestSettings.MAX_REVIEW_BYTES) {
        skipRest(lf);
        return PostedLines.tooLong();
      }
      if (!isBlank(from, length)) {
        return read(from, length);
      }
    }
  }

  private Line read(int from, int length) {
    try {
      return reader.read(buffer, from, length);
    } catch (Refusal e) {
      return new Line.Unreadable(e.detail());
    } catch (RuntimeException | StackOverflowError e) {
      return new Line.Unreadable(Unforeseen.noted(e, lineNumber));
    }
  }

  /** The line's end, reading on while it is within the limit; -1 if it is not in the buffer. */
  private int find(int from) throws IOException {
    var next = from;
    while (true) {
      for (; next < end; next++) {
        if (buffer[next] == LF) {
          return next;
        }
      }
      if (ended || end - start > IngestSettings.MAX_REVIEW_BYTES) {
        return -1;
      }
      next -= compact();
      fill();
    }
  }

  private int compact() {
    var moved = end == buffer.length ? start : 0;
    if (moved > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      start = 0;
      end -= moved;
    }
    return moved;
  }

  private void fill() throws IOException {
    var n = in.read(buffer, end, buffer.length - end);
    if (n < 0) {
      ended = true;
    } else {
      end += n;
    }
  }

  private void skipRest(int lf) throws IOException {
    var found = lf;
    while (found < 0 && !ended) {
      start = 0;
      end = 0;
      fill();
      found = find(0);
    }
    start = found < 0 ? end : found + 1;
  }

  private boolean isBlank(int from, int length) {
    for (var i = from; i < from + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
