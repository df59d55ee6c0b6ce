package heed.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes thousands of letters in seconds and keeps what it took. It says no to
 * the recipients that it is told of, as a server does that knows no such mailbox.
 */
public final class SmtpSink implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("<([^>]*)>");

  /**
   * A letter that was taken.
   *
   * @param at by the sink's clock
   * @param text headers and body, as they came
   */
  public record Taken(Instant at, String to, String text) {
    /** The value of a header; null if there is none. */
    public @Nullable String header(String name) {
      var head = text.substring(0, Math.max(0, text.indexOf("\n\n"))).replaceAll("\n[ \t]+", " ");
      var found = Pattern.compile("(?im)^" + Pattern.quote(name) + ":[ \t]*(.*)$").matcher(head);
      return found.find() ? found.group(1).strip() : null;
    }

    /** The Message-ID. */
    public String id() {
      return String.valueOf(header("Message-ID"));
    }
  }

  private static final Duration LEAVING = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final Supplier<Instant> clock;
  private final Predicate<String> unknown;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Taken> all = new ArrayList<>();

  // no virtual thread: it is what close() waits for
  private final Thread waiting =
      Thread.ofPlatform().daemon().name("smtp-sink").unstarted(this::accept);

  private SmtpSink(ServerSocket server, Supplier<Instant> clock, Predicate<String> unknown) {
    this.server = server;
    this.clock = clock;
    this.unknown = unknown;
  }

  /**
   * Opens one.
   *
   * @param port 0 for any
   * @param clock when a letter is taken
   * @param unknown recipients that are not known here
   */
  public static SmtpSink open(int port, Supplier<Instant> clock, Predicate<String> unknown) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      var sink = new SmtpSink(socket, clock, unknown);
      sink.waiting.start();
      return sink;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** All that was taken so far. */
  public List<Taken> taken() {
    lock.lock();
    try {
      return List.copyOf(all);
    } finally {
      lock.unlock();
    }
  }

  /** How many. */
  public int count() {
    lock.lock();
    try {
      return all.size();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      say(client, "220 sink");
      talk(client, in);
    } catch (IOException e) {
      // the client hung up, or was killed
    }
  }

  private void talk(Socket client, BufferedReader in) throws IOException {
    var to = "";
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
      switch (verb) {
        case "RCPT" -> {
          to = path(line);
          say(client, unknown.test(to) ? "550 5.1.1 no such mailbox" : "250 ok");
        }
        case "DATA" -> {
          say(client, "354 go on");
          take(to, read(in));
          say(client, "250 taken");
        }
        case "QUIT" -> {
          say(client, "221 bye");
          return;
        }
        default -> say(client, "250 ok");
      }
    }
  }

  private static String path(String line) {
    var path = PATH.matcher(line);
    return path.find() ? path.group(1) : "";
  }

  /** The letter; nothing of one that was not sent to its end. */
  private static String read(BufferedReader in) throws IOException {
    var text = new StringBuilder();
    for (var line = in.readLine(); ; line = in.readLine()) {
      if (line == null) {
        throw new IOException("hung up within a letter");
      }
      if (line.equals(".")) {
        return text.toString();
      }
      text.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
    }
  }

  private void take(String to, String text) {
    lock.lock();
    try {
      all.add(new Taken(clock.get(), to, text));
    } finally {
      lock.unlock();
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  /** Its port is free again afterwards, which it is once whoever waited for clients has left. */
  @Override
  public void close() {
    try {
      server.close();
      waiting.join(LEAVING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
