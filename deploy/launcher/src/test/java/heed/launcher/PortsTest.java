package heed.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void namesThePortThatIsTakenAndWhoWantedIt() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> new Ports(port).requireFree())
          .hasMessage(
              "port %d, for review-ingest, is taken; stop what listens there or choose other ports with --port-base",
              port);
    }
  }
}
