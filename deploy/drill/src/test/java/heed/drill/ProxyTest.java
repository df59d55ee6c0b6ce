package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;

import heed.embedded.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
  private final LinkedBlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
  private ServerSocket echo;
  private Proxy proxy;
  private int port;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    port = FreePort.find();
    proxy = new Proxy(port, echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  private void serve() {
    while (!echo.isClosed()) {
      try (var socket = echo.accept()) {
        for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
          heard.add(b);
          socket.getOutputStream().write(b);
        }
      } catch (IOException e) {
        // the next one
      }
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  @Test
  void inFairWeatherBothSidesHearEachOther() throws Exception {
    try (var client = connect()) {
      client.getOutputStream().write(7);
      assertThat(client.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void aDeafClientIsHeardAndHearsNothingUntilItsConnectionIsCut() throws Exception {
    proxy.weather(new Proxy.Weather.Deaf());
    try (var client = connect()) {
      client.getOutputStream().write(7);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(7);
      proxy.weather(new Proxy.Weather.Fair());
      assertThat(ended(client)).isTrue();
    }
  }

  @Test
  void aCutConnectionHasCarriedNoMoreThanItMay() throws Exception {
    proxy.weather(new Proxy.Weather.Cut(1));
    try (var client = connect()) {
      client.getOutputStream().write(7);
      assertThat(client.getInputStream().read()).isEqualTo(7);
      client.getOutputStream().write(8);
      assertThat(ended(client)).isTrue();
      assertThat(heard).containsExactly(7);
    }
  }

  @Test
  void whenItIsDownNobodyIsLetThrough() throws Exception {
    proxy.weather(new Proxy.Weather.Down());
    try (var client = connect()) {
      assertThat(ended(client)).isTrue();
    }
  }

  private static boolean ended(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // it was reset
    }
  }
}
