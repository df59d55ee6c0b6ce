package heed.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands each connection to the next of the copies that are in; what a cluster's service does. A
 * copy is taken out before it is stopped, as a cluster's hook before the stop makes time for, and
 * its connections end by themselves.
 */
final class Balancer implements AutoCloseable {
  private final ServerSocket server;
  private final List<Integer> in = new ArrayList<>();
  private final Map<Integer, AtomicInteger> open = new ConcurrentHashMap<>();
  private int turn;

  Balancer(int port) throws IOException {
    server = new ServerSocket(port, 500, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  synchronized void takeIn(Copy copy) {
    in.add(copy.port());
  }

  /** Gives it no new connection, and waits until it has none. */
  void takeOut(Copy copy) throws InterruptedException {
    leave(copy);
    Wait.until(copy.name() + " has no connection left", () -> open(copy.port()).get() == 0);
  }

  private AtomicInteger open(int port) {
    return open.computeIfAbsent(port, p -> new AtomicInteger());
  }

  /** Whose turn it is; it has the connection from the moment it is chosen. */
  private synchronized int next() {
    int port = in.get(Math.floorMod(turn++, in.size()));
    open(port).incrementAndGet();
    return port;
  }

  private synchronized void leave(Copy copy) {
    in.remove(Integer.valueOf(copy.port()));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        int port = next();
        Thread.ofVirtual().start(() -> carry(client, port));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void carry(Socket client, int port) {
    try (client;
        var copy = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var answers =
          Thread.ofVirtual()
              .start(
                  () -> {
                    pump(copy, client);
                    end(client);
                  });
      pump(client, copy);
      end(copy);
      answers.join();
    } catch (IOException e) {
      // a side is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open(port).decrementAndGet();
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // a side is gone
    }
  }

  /** Half of a connection ends; the other half may still be told something. */
  private static void end(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // it is gone already
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
