package heed.embedded;

import heed.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The broker as a process: {@code BrokerMain <folder> <port> [<log>]}, the log being a path without
 * its ending, written as {@code <log>.0.log} (newest) to {@code <log>.2.log}. It lives as long as
 * its standard input is open, so it never outlives whoever started it. A signal to a whole process
 * group must not take it away under the services that still write: on SIGINT and SIGTERM it waits
 * for its input to close (30 s at most) and stops then.
 */
public final class BrokerMain {
  private static final int LOG_BYTES = 5_000_000;
  private static final int LOG_FILES = 3;

  /** Held here, or its level would be forgotten with it. */
  private static final Logger ADMIN = Logger.getLogger("org.apache.kafka.clients.admin");

  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    var folder = Path.of(args[0]);
    Files.deleteIfExists(readyFile(folder));
    if (args.length > 2) {
      logTo(Path.of(args[2]));
    }
    var inputClosed = new CountDownLatch(1);
    var exit = run(folder, Integer.parseInt(args[1]), inputClosed);
    inputClosed.countDown();
    System.exit(exit);
  }

  private static int run(Path folder, int port, CountDownLatch inputClosed) {
    try {
      var node = BrokerNode.configured();
      var broker = EmbeddedBroker.start(folder, port, Retention.configured(), node);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(broker, folder, inputClosed), "broker-stop"));
      if (node.id() == BrokerNode.ALONE.id()) {
        broker.createTopics(Topics.ALL); // one of several is enough
      }
      Files.writeString(readyFile(folder), String.valueOf(ProcessHandle.current().pid()));
      while (System.in.read() >= 0) {
        // whatever is written is no business of ours: only the end counts
      }
      return 0;
    } catch (IOException | RuntimeException e) {
      // Kafka's threads would keep the process alive
      System.err.println("the broker could not start: " + e);
      return 1;
    }
  }

  /** Holds the process id once the topics are there. */
  static Path readyFile(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".ready");
  }

  private static void stop(EmbeddedBroker broker, Path folder, CountDownLatch inputClosed) {
    try {
      inputClosed.await(30, TimeUnit.SECONDS);
      broker.close();
      Files.deleteIfExists(readyFile(folder));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the next start removes it; logging is shut down by now
    }
  }

  private static void logTo(Path log) throws IOException {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL %4$-7s %3$s %5$s%6$s%n");
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    var handler =
        new FileHandler(log.toString().replace("%", "%%") + ".%g.log", LOG_BYTES, LOG_FILES, true);
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
    root.setLevel(Level.WARNING);
    // it calls a topic unknown that was made a moment ago, and we ask again
    ADMIN.setLevel(Level.OFF);
  }
}
