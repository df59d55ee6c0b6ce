package heed.drill;

import heed.embedded.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Hands out ports of loopback: free ones, or one after the other from a base. */
final class Ports {
  private int next;

  /**
   * @param base the first; 0: any that are free
   */
  Ports(int base) {
    next = base;
  }

  synchronized int take() throws IOException {
    if (next == 0) {
      return FreePort.find();
    }
    while (next < 65_535) {
      int port = next++;
      if (isFree(port)) {
        return port;
      }
    }
    throw new Failed("no port is free above the base; choose a lower --port-base");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
