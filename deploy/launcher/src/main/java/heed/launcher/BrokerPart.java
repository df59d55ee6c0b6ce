package heed.launcher;

import heed.embedded.BrokerProcess;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class BrokerPart implements Part {
  private final DataFolder folder;
  private final int port;
  private final List<String> jvm;
  private final Running running;
  private @Nullable BrokerProcess process;

  BrokerPart(DataFolder folder, int port, List<String> jvm, Running running) {
    this.folder = folder;
    this.port = port;
    this.jvm = jvm;
    this.running = running;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String where() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String log() {
    return folder.log("broker.0.log").toString();
  }

  @Override
  public synchronized void start() throws IOException {
    var log = folder.log("broker").toString();
    process =
        BrokerProcess.launch(
            folder.resolve("kafka"), port, folder.log("broker.out"), List.of(log), jvm);
    running.note(name(), process.process().toHandle());
  }

  @Override
  public synchronized boolean isAlive() {
    return process != null && process.process().isAlive();
  }

  @Override
  public synchronized boolean isReady() {
    return process != null && process.isReady();
  }

  @Override
  public synchronized String ending() {
    return process == null ? "not started" : "exit code " + process.process().exitValue();
  }

  @Override
  public synchronized void stop() throws IOException {
    if (process != null) {
      process.close();
    }
  }
}
