package heed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Answers every request with the same bytes, on one thread: what {@link Hammer} reaches against it
 * is the hammer's own ceiling, with the share of the processors that a server takes at the least.
 */
final class Mirror implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
  private static final int REQUEST_BYTES = 64 << 10;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final Thread thread = new Thread(this::serve, "mirror");

  Mirror() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread.start();
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::take);
      }
    } catch (IOException | UncheckedIOException e) {
      // whoever measures sees its connection closed
    }
  }

  private void take(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        var channel = server.accept();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(REQUEST_BYTES));
      } else {
        answer(key);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(SelectionKey key) throws IOException {
    var channel = (SocketChannel) key.channel();
    var in = (ByteBuffer) key.attachment();
    if (channel.read(in) < 0) {
      channel.close();
    } else if (Framing.length(in) >= 0) {
      in.clear();
      channel.write(ByteBuffer.wrap(ANSWER));
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (var key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    thread.join();
  }
}
