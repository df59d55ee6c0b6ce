package heed.alerting.telling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a mail server, and lets through, is not there, or answers in its stead. */
final class SmtpGate implements AutoCloseable {
  private final int port;
  private final int behind;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;
  private volatile int answer;

  /**
   * @param behind the port of the real server
   */
  SmtpGate(int port, int behind) throws IOException {
    this.port = port;
    this.behind = behind;
    open();
  }

  private void open() throws IOException {
    var opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server = opened;
    // no virtual thread: the port is free again only once whoever waits for clients has left
    Thread.ofPlatform().daemon().name("smtp-gate").start(() -> accept(opened));
  }

  /** From now on: 0 lets through, -1 is not there, anything else is answered to MAIL FROM. */
  void answers(int code) throws IOException {
    var wasAway = server.isClosed();
    answer = code;
    if (code == -1) {
      server.close();
    } else if (wasAway) {
      open();
    }
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        var client = opened.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      switch (answer) {
        case 0 -> through(client);
        default -> refuse(client, answer);
      }
    } catch (IOException e) {
      // the client hung up
    }
  }

  private void through(Socket client) throws IOException {
    try (var real = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      var back =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      real.getInputStream().transferTo(client.getOutputStream());
                      client.close();
                    } catch (IOException e) {
                      // either hung up
                    }
                  });
      client.getInputStream().transferTo(real.getOutputStream());
      real.shutdownOutput();
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(Socket client, int code) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    say(client, "220 gate");
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("MAIL")) {
        say(client, code + " not you");
        if (code == 421) {
          return; // which says that the server hangs up
        }
      } else if (line.startsWith("QUIT")) {
        say(client, "221 bye");
        return;
      } else {
        say(client, "250 ok");
      }
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var client : clients) {
      client.close();
    }
  }
}
