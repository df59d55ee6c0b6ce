package heed.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Opens an address with what the desktop offers; without one, says so and goes on. */
final class Browser {
  private Browser() {}

  static void open(String address, Terminal terminal) {
    var mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    try {
      new ProcessBuilder(List.of(mac ? "open" : "xdg-open", address))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      terminal.warn("no browser could be opened; open the console's address yourself");
    }
  }
}
