package heed.alerting.telling;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mail server of a test and what stands before it: it lets through, is not there, or answers in
 * its stead.
 */
final class SmtpGate implements AutoCloseable {
  /** It is not there. */
  static final int AWAY = -1;

  /** It takes connections and says nothing. */
  static final int SILENT = -2;

  /** It hangs up when a letter begins. */
  static final int HANGS_UP = -3;

  private final int port;
  private final GreenMail behind;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;
  private volatile Thread waiting;
  private volatile int answer;

  private SmtpGate(int port, GreenMail behind) {
    this.port = port;
    this.behind = behind;
  }

  /** Starts both, where the service looks for its mail server. */
  static SmtpGate open() throws IOException {
    var server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    var gate = new SmtpGate(MailTest.WithMail.port(), server);
    gate.listen();
    return gate;
  }

  /** What the server behind has taken. */
  MimeMessage[] received() {
    return behind.getReceivedMessages();
  }

  private void listen() throws IOException {
    var opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server = opened;
    // no virtual thread: it is what leave() waits for
    waiting = Thread.ofPlatform().daemon().name("smtp-gate").start(() -> accept(opened));
  }

  /** The port is free again afterwards, which it is once whoever waited for clients has left. */
  private void leave() throws IOException {
    server.close();
    try {
      waiting.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on: 0 lets through, those above do, anything else is answered to MAIL FROM. */
  void answers(int code) throws IOException {
    var wasAway = server.isClosed();
    answer = code;
    if (code == AWAY) {
      leave();
    } else if (wasAway) {
      listen();
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
        case SILENT -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
        default -> refuse(client, answer);
      }
    } catch (IOException e) {
      // the client hung up
    }
  }

  private void through(Socket client) throws IOException {
    try (var real = new Socket(InetAddress.getLoopbackAddress(), behind.getSmtp().getPort())) {
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
      if (line.startsWith("MAIL") && code == HANGS_UP) {
        return;
      }
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
    leave();
    for (var client : clients) {
      client.close();
    }
    behind.stop();
  }
}
