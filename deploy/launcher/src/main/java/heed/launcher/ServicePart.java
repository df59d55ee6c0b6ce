package heed.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the four services as a process of its own. */
final class ServicePart implements Part {
  private static final Duration GRACE = Duration.ofSeconds(25);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final Service service;
  private final Path jar;
  private final Map<String, String> environment;
  private final DataFolder folder;
  private final URI address;
  private final List<String> jvm;
  private final Running running;
  private @Nullable Process process;

  ServicePart(
      Service service,
      Path jar,
      Map<String, String> environment,
      DataFolder folder,
      URI address,
      List<String> jvm,
      Running running) {
    this.service = service;
    this.jar = jar;
    this.environment = environment;
    this.folder = folder;
    this.address = address;
    this.jvm = jvm;
    this.running = running;
  }

  @Override
  public String name() {
    return service.title();
  }

  @Override
  public String where() {
    return address.toString();
  }

  @Override
  public String log() {
    return folder.log(name() + ".log").toString();
  }

  @Override
  public synchronized void start() throws IOException {
    var command = new ArrayList<String>();
    command.add(Jvm.java());
    command.add("-Xmx" + service.heapMegabytes() + "m");
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(folder.log(name() + ".out").toFile());
    process = builder.start();
    running.note(name(), process.toHandle());
  }

  @Override
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public boolean isReady() throws InterruptedException {
    var ask =
        HttpRequest.newBuilder(address.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  @Override
  public synchronized String ending() {
    return process == null ? "not started" : "exit code " + process.exitValue();
  }

  @Override
  public void stop() throws InterruptedException {
    Process stopping;
    synchronized (this) {
      stopping = process;
    }
    if (stopping == null) {
      return;
    }
    stopping.destroy();
    if (!stopping.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
      stopping.destroyForcibly().waitFor();
    }
  }
}
