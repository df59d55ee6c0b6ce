package heed.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the JVMs are started: small heaps, the collector that costs least, one JDK for all. */
final class Jvm {
  private static final int COMPACT_HEADERS_SINCE = 25;

  private Jvm() {}

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static List<String> options() {
    // where classes lie, what a service needs of it is known: no full collections until then
    var options =
        new ArrayList<>(
            List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:MetaspaceSize=128m"));
    if (Runtime.version().feature() >= COMPACT_HEADERS_SINCE) {
      options.add("-XX:+UseCompactObjectHeaders");
    }
    return options;
  }
}
