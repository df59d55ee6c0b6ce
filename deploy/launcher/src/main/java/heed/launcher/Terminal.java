package heed.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line per thing that happened; colours only where a person looks. */
final class Terminal {
  private final PrintStream out;
  private final boolean colours;

  Terminal(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  void ready(String name, String where, Duration took) {
    var seconds = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    line(
        "  %s %-18s %-22s %s"
            .formatted(painted("32", "ready"), name, where, painted("2", seconds)));
  }

  void warn(String text) {
    line("  " + painted("33", text));
  }

  String bold(String text) {
    return painted("1", text);
  }

  private String painted(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
