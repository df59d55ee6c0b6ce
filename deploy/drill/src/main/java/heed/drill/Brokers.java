package heed.drill;

import heed.embedded.BrokerNode;
import heed.embedded.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One broker or three of them, each a process. Nodes are numbered from 1. */
final class Brokers implements AutoCloseable {
  private static final Duration READY = Wait.LONG;

  private final Path folder;
  private final List<BrokerNode> nodes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<@Nullable BrokerProcess> processes = new ArrayList<>();

  /**
   * @param count 1 or 3
   * @param voters how many of them are controllers: with one, the others can all be killed and
   *     somebody is left to notice
   * @param way a second way to the first node
   */
  Brokers(Path folder, int count, int voters, Ports free, BrokerNode.Way way) throws IOException {
    this.folder = folder;
    var controllers = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      ports.add(free.take());
      controllers.add(free.take());
    }
    var list =
        IntStream.range(0, voters)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
            .collect(Collectors.joining(","));
    for (int i = 0; i < count; i++) {
      var node =
          count == 1
              ? BrokerNode.ALONE
              : new BrokerNode(i + 1, list, controllers.get(i), count, null);
      nodes.add(i == 0 ? node.with(way) : node);
      processes.add(null);
    }
  }

  void start() throws IOException, InterruptedException {
    for (int i = 1; i <= nodes.size(); i++) {
      launch(i);
    }
    for (int i = 1; i <= nodes.size(); i++) {
      process(i).awaitReady(READY);
    }
  }

  private void launch(int node) throws IOException {
    var process =
        Leftovers.start(
            () ->
                BrokerProcess.launch(
                    folder.resolve("kafka-" + node),
                    ports.get(node - 1),
                    folder.resolve("broker-" + node + ".out"),
                    List.of(folder.resolve("broker-" + node).toString()),
                    nodes.get(node - 1).options()));
    processes.set(node - 1, process);
  }

  private BrokerProcess process(int node) {
    var process = processes.get(node - 1);
    if (process == null) {
      throw new IllegalStateException("broker " + node + " was not started");
    }
    return process;
  }

  /** As kill -9 does. */
  void kill(int node) throws InterruptedException {
    process(node).kill();
  }

  /** As an operator stops it. */
  void stop(int node) throws IOException {
    process(node).close();
  }

  void startAgain(int node) throws IOException, InterruptedException {
    launch(node);
    process(node).awaitReady(READY);
  }

  String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  @Override
  public void close() throws IOException {
    // all at once: one alone would wait for the others to take its partitions over
    for (var process : processes) {
      if (process != null) {
        process.process().destroyForcibly();
      }
    }
    for (var process : processes) {
      if (process != null) {
        process.close();
      }
    }
  }
}
