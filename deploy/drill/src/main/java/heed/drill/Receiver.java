package heed.drill;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program that hears webhooks and deduplicates by their id, on a network that is a bad one. */
final class Receiver implements AutoCloseable {
  /** What becomes of one attempt. */
  enum Mood {
    /** Taken, and answered 200. */
    FINE,
    /** Not taken: no answer ever. */
    SILENT,
    /** Not taken: 500. */
    BROKEN,
    /** Not taken: 429 with Retry-After. */
    BUSY,
    /** Not taken: the connection breaks while the answer is told. */
    RESET,
    /** Taken, and the 200 is lost on the way. */
    LOST,
    /** 410: never again. */
    GONE
  }

  /** Decides by the id and the number of the attempt, from 1. */
  interface Moods {
    Mood of(String id, int attempt);
  }

  private final ServerSocket server;
  private final Moods moods;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final Map<String, String> effects = new ConcurrentHashMap<>();
  private final List<String> changed = new CopyOnWriteArrayList<>();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final Set<Mood> seen = ConcurrentHashMap.newKeySet();

  Receiver(int port, Moods moods) throws IOException {
    server = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    this.moods = moods;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The bodies that took effect, by webhook id: one each, whatever came how often. */
  Map<String, String> effects() {
    return effects;
  }

  /** Ids whose body was another one when it was sent again. */
  List<String> changed() {
    return changed;
  }

  Set<Mood> seen() {
    return seen;
  }

  int attempts() {
    return attempts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var head = head(in); !head.isEmpty(); head = head(in)) {
        var body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
        if (!answer(socket, header(head, "webhook-id"), body)) {
          return;
        }
      }
    } catch (IOException e) {
      // the sender went away
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False if the connection is to end. */
  private boolean answer(Socket socket, String id, String body)
      throws IOException, InterruptedException {
    var mood = moods.of(id, attempts.merge(id, 1, Integer::sum));
    seen.add(mood);
    var before = bodies.putIfAbsent(id, body);
    if (before != null && !before.equals(body)) {
      changed.add(id);
    }
    if (mood == Mood.FINE || mood == Mood.LOST) {
      effects.putIfAbsent(id, body);
    }
    switch (mood) {
      case FINE -> say(socket, "200 OK", "");
      case BROKEN -> say(socket, "500 Internal Server Error", "");
      case BUSY -> say(socket, "429 Too Many Requests", "Retry-After: 1\r\n");
      case GONE -> say(socket, "410 Gone", "");
      case RESET -> {
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
        socket.setSoLinger(true, 0);
        return false;
      }
      case SILENT -> {
        Wait.pass(Duration.ofSeconds(6));
        return false;
      }
      case LOST -> {
        socket.setSoLinger(true, 0);
        return false;
      }
    }
    return true;
  }

  private static void say(Socket socket, String status, String headers) throws IOException {
    var answer = "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** The lines before the body; empty at the end of the connection. */
  private static List<String> head(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        var text = line.toString(StandardCharsets.US_ASCII).strip();
        if (text.isEmpty()) {
          return lines;
        }
        lines.add(text);
        line.reset();
      } else {
        line.write(c);
      }
    }
    return List.of();
  }

  private static String header(List<String> head, String name) {
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static int length(List<String> head) {
    var length = header(head, "content-length");
    return length.isEmpty() ? 0 : Integer.parseInt(length);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
