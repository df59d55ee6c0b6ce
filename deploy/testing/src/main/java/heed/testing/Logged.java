package heed.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that is logged while it is open, of this project down to the finest level. */
public final class Logged extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("heed");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = OURS.getLevel();

  public Logged() {
    setLevel(Level.ALL);
    OURS.setLevel(Level.ALL);
    ROOT.addHandler(this);
  }

  /** Each with its parameters, and with what was thrown as a stack trace shows it. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord written) {
    var line = new StringWriter();
    line.append(written.getLoggerName()).append(' ').append(written.getMessage());
    line.append(' ').append(Arrays.deepToString(written.getParameters()));
    if (written.getThrown() != null) {
      line.append('\n');
      written.getThrown().printStackTrace(new PrintWriter(line));
    }
    lines.add(line.toString());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
    OURS.setLevel(before);
  }
}
