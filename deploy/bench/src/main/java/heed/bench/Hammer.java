package heed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Many connections, one thread, one request at a time on each. It sends bytes that are made
 * beforehand and reads no more of an answer than its status and its length, so that it takes little
 * of the processors that it shares with what it measures; {@link Mirror} says how little.
 */
final class Hammer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ANSWER_BYTES = 16 << 10;
  private static final int ACCEPTED = 202;

  private final Selector selector = Selector.open();
  private final List<Line> lines = new ArrayList<>();
  private final ArrayDeque<Line> idle = new ArrayDeque<>();
  private long[] latencies = new long[1 << 16];
  private int answers;

  /** Told of each answer by the number of its request. */
  interface Answered {
    void at(int number, long nanoTime);
  }

  /**
   * What came of it.
   *
   * @param nanos from the first request to the last answer
   * @param latencies of every answer, in nanoseconds
   */
  record Shot(int answers, long nanos, long[] latencies) {
    double perSecond() {
      return Turns.rate(answers, nanos);
    }

    double percentileMillis(double share) {
      return Medians.percentile(latencies, share) / 1e6;
    }
  }

  Hammer(int port, int connections) throws IOException {
    for (var i = 0; i < connections; i++) {
      lines.add(new Line(port));
    }
  }

  private final class Line {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES);
    private int number;
    private long since;

    Line(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(byte[] request, int number, long since) throws IOException {
      this.number = number;
      this.since = since;
      var out = ByteBuffer.wrap(request);
      while (out.hasRemaining()) {
        channel.write(out); // a request is far smaller than what a socket takes
      }
    }

    boolean isAnswered() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed a connection");
      }
      if (Framing.length(in) < 0) {
        return false;
      }
      var status = Framing.status(in);
      in.clear();
      if (status != ACCEPTED) {
        throw new IOException("a post was answered " + status + ", must be " + ACCEPTED);
      }
      return true;
    }
  }

  /** Each connection sends its next request when the last was answered. */
  Shot closed(Duration time, List<byte[]> requests) throws IOException {
    return run(time, 0, number -> requests.get(number % requests.size()), (number, at) -> {});
  }

  /**
   * A request leaves when its time has come and a connection is idle; latencies count from when its
   * time had come, so that a server that stalls is not spared.
   */
  Shot paced(Duration time, double perSecond, IntFunction<byte[]> request, Answered answered)
      throws IOException {
    return run(time, 1e9 / perSecond, request, answered);
  }

  /**
   * @param gap nanoseconds between requests; 0: none waits
   */
  private Shot run(Duration time, double gap, IntFunction<byte[]> request, Answered answered)
      throws IOException {
    idle.clear();
    idle.addAll(lines);
    answers = 0;
    var sent = 0;
    var begin = System.nanoTime();
    var end = begin + time.toNanos();
    while (true) {
      var now = System.nanoTime();
      while (now < end && !idle.isEmpty() && begin + (long) (sent * gap) <= now) {
        var since = gap == 0 ? System.nanoTime() : begin + (long) (sent * gap);
        idle.pop().send(request.apply(sent), sent, since);
        sent++;
      }
      if (now >= end && answers == sent) {
        return new Shot(answers, System.nanoTime() - begin, Arrays.copyOf(latencies, answers));
      }
      if (now > end + PATIENCE.toNanos()) {
        throw new IOException((sent - answers) + " posts were never answered");
      }
      selector.select(key -> take(key, answered), gap == 0 ? 100 : 1);
    }
  }

  private void take(SelectionKey key, Answered answered) {
    var line = (Line) key.attachment();
    try {
      if (line.isAnswered()) {
        var at = System.nanoTime();
        note(at - line.since);
        answered.at(line.number, at);
        idle.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(long nanos) {
    if (answers == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * latencies.length);
    }
    latencies[answers++] = nanos;
  }

  @Override
  public void close() throws IOException {
    for (var line : lines) {
      line.channel.close();
    }
    selector.close();
  }
}
