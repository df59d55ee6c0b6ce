package heed.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a server on loopback, and does to them what networks do. */
final class Proxy implements AutoCloseable {
  /** What happens to the bytes of a connection. */
  sealed interface Weather {
    /** They pass. */
    record Fair() implements Weather {}

    /** They pass late. */
    record Slow(Duration by) implements Weather {}

    /** Connections break, and new ones are closed at once. */
    record Down() implements Weather {}

    /** What the client says arrives; what the server answers is lost on the way. */
    record Deaf() implements Weather {}

    /** A connection breaks once it has carried so many bytes to the server. */
    record Cut(long afterBytes) implements Weather {}
  }

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Weather weather = new Weather.Fair();

  Proxy(int listens, int target) throws IOException {
    server = new ServerSocket(listens, 100, InetAddress.getLoopbackAddress());
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  /** From now on; whatever was hurt by the weather before does not heal, it is cut. */
  void weather(Weather next) {
    var before = weather;
    weather = next;
    if (next instanceof Weather.Down || before instanceof Weather.Deaf) {
      cutAll();
    }
  }

  /** Breaks every connection that there is. */
  void cutAll() {
    sockets.forEach(Proxy::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        carry(server.accept());
      } catch (IOException e) {
        // closed, or a client that went away while it came
      }
    }
  }

  private void carry(Socket client) throws IOException {
    if (weather instanceof Weather.Down) {
      close(client);
      return;
    }
    Socket behind;
    try {
      behind = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      close(client);
      return;
    }
    sockets.add(client);
    sockets.add(behind);
    Thread.ofVirtual().start(() -> pump(client, behind, true));
    Thread.ofVirtual().start(() -> pump(behind, client, false));
  }

  private void pump(Socket from, Socket to, boolean question) {
    var buffer = new byte[16 << 10];
    long carried = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        carried += n;
        var now = weather;
        if (now instanceof Weather.Slow slow) {
          TimeUnit.NANOSECONDS.sleep(slow.by().toNanos());
        }
        if (now instanceof Weather.Cut cut && question && carried > cut.afterBytes()) {
          return;
        }
        if (!(now instanceof Weather.Deaf) || question) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // one side is gone, so the other one goes
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone all the same
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cutAll();
  }
}
