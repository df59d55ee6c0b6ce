package heed.bench;

import java.io.PrintStream;

/** What goes on: a line per measurement; on a terminal also what is measured right now. */
final class Progress {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean live;
  private boolean pending;

  Progress(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** Goes away with the next word; off a terminal it is not said at all. */
  synchronized void now(String text) {
    if (live) {
      out.print(CLEAR + "  … " + text);
      out.flush();
      pending = true;
    }
  }

  synchronized void line(String text) {
    if (pending) {
      out.print(CLEAR);
      pending = false;
    }
    out.println(text);
    out.flush();
  }

  /** One measurement of a row. */
  void measured(String row, String what, double value, String unit) {
    line("  %-12s %s: %s %s".formatted(row, what, Table.number(value), unit));
  }
}
