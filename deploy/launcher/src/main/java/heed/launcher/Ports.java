package heed.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who listens where, all on loopback: the services from the base on, the rest ten above it. */
record Ports(int base) {
  static final int SPAN = 11;

  int of(Service service) {
    return base + service.ordinal();
  }

  int broker() {
    return base + 10;
  }

  int postgres() {
    return base + SPAN;
  }

  void requireFree() throws Refusal {
    var wanted = new LinkedHashMap<String, Integer>();
    for (var service : Service.values()) {
      wanted.put(service.title(), of(service));
    }
    wanted.put("the broker", broker());
    wanted.put("PostgreSQL", postgres());
    for (Map.Entry<String, Integer> entry : wanted.entrySet()) {
      requireFree(entry.getKey(), entry.getValue());
    }
  }

  private void requireFree(String name, int port) throws Refusal {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new Refusal(
          "port %d, for %s, is taken; stop what listens there or choose other ports with --port-base"
              .formatted(port, name));
    }
  }
}
