package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HammerTest {
  @Test
  void everyRequestIsAnsweredOnce() throws Exception {
    try (var mirror = new Mirror();
        var hammer = new Hammer(mirror.port(), 8)) {
      var request = Framing.post(mirror.port(), "key", "{}".getBytes(StandardCharsets.UTF_8));
      var shot = hammer.closed(Duration.ofMillis(50), List.of(request));
      assertThat(shot.answers()).isPositive().isEqualTo(shot.latencies().length);
      assertThat(shot.percentileMillis(0.99)).isPositive();
    }
  }

  @Test
  void pacedRequestsLeaveWhenTheirTimeHasCome() throws Exception {
    try (var mirror = new Mirror();
        var hammer = new Hammer(mirror.port(), 8)) {
      var request = Framing.post(mirror.port(), "key", "{}".getBytes(StandardCharsets.UTF_8));
      var told = new AtomicInteger();
      var shot =
          hammer.paced(
              Duration.ofMillis(100),
              200,
              number -> request,
              (number, at) -> told.incrementAndGet());
      assertThat(shot.answers()).isEqualTo(20).isEqualTo(told.get());
    }
  }

  @Test
  void aMessageEndsWhereItsLengthSays() {
    var message = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 3\r\n\r\nabc";
    var buffer = ByteBuffer.allocate(100);
    for (var b : message.getBytes(StandardCharsets.US_ASCII)) {
      assertThat(Framing.length(buffer)).isEqualTo(-1);
      buffer.put(b);
    }
    assertThat(Framing.length(buffer)).isEqualTo(message.length());
    assertThat(Framing.status(buffer)).isEqualTo(429);
  }
}
