package heed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where it was measured.
 *
 * @param cores that this JVM may use
 * @param memoryMegabytes of the whole machine, or of the container
 */
record Machine(String cpu, int cores, long memoryMegabytes, String os, String jdk) {
  static Machine here() {
    var memory =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() >> 20
            : 0;
    return new Machine(
        cpuOf(Path.of("/proc/cpuinfo")),
        Runtime.getRuntime().availableProcessors(),
        memory,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + Runtime.version());
  }

  /** The model's name where the system tells it, else the architecture. */
  static String cpuOf(Path info) {
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** Tells machines apart; another kernel or JDK is the same machine. */
  String key() {
    return cpu + ", " + cores + " cores, " + (memoryMegabytes >> 10) + " GB";
  }
}
