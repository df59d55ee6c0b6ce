package heed.alerting.telling;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Everything that is logged while it is open, of this project down to the finest level. */
final class Logged extends Handler {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("heed");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = OURS.getLevel();

  Logged() {
    setLevel(Level.ALL);
    OURS.setLevel(Level.ALL);
    ROOT.addHandler(this);
  }

  /** Each with its parameters, and with what was thrown as a stack trace shows it. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord written) {
    // the mail server of the test runs in this JVM and tells what it hears
    if (!String.valueOf(written.getLoggerName()).startsWith("com.icegreen")) {
      lines.add(text(ExtLogRecord.wrap(written)));
    }
  }

  private static String text(ExtLogRecord written) {
    var text = new StringWriter();
    text.append(written.getLoggerName()).append(' ').append(written.getFormattedMessage());
    text.append(' ').append(written.getMdcCopy().toString());
    if (written.getThrown() != null) {
      text.append('\n');
      written.getThrown().printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
    OURS.setLevel(before);
  }
}
