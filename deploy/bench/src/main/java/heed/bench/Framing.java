package heed.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Where an HTTP/1.1 message that names its length ends. */
final class Framing {
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

  /**
   * The length of the message that begins at 0 and is there up to the position; -1 while it is not
   * whole.
   *
   * @throws IllegalArgumentException if its head names no length
   */
  static int length(ByteBuffer buffer) {
    var end = headEnd(buffer);
    if (end < 0) {
      return -1;
    }
    var length = end + bodyLength(buffer, end);
    return length <= buffer.position() ? length : -1;
  }

  private static int headEnd(ByteBuffer buffer) {
    for (var at = 3; at < buffer.position(); at++) {
      if (buffer.get(at) == '\n' && buffer.get(at - 2) == '\n' && buffer.get(at - 1) == '\r') {
        return at + 1;
      }
    }
    return -1;
  }

  private static int bodyLength(ByteBuffer buffer, int headEnd) {
    for (var at = 0; at + LENGTH.length < headEnd; at++) {
      if (isLengthAt(buffer, at)) {
        return number(buffer, at + LENGTH.length);
      }
    }
    throw new IllegalArgumentException("the message names no length");
  }

  private static boolean isLengthAt(ByteBuffer buffer, int at) {
    for (var i = 0; i < LENGTH.length; i++) {
      var b = buffer.get(at + i);
      var lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
      if (lower != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(ByteBuffer buffer, int from) {
    var number = 0;
    for (var at = from; buffer.get(at) != '\r'; at++) {
      if (buffer.get(at) != ' ') {
        number = number * 10 + (buffer.get(at) - '0');
      }
    }
    return number;
  }

  /** The status of an answer that begins at 0. */
  static int status(ByteBuffer buffer) {
    return (buffer.get(9) - '0') * 100 + (buffer.get(10) - '0') * 10 + (buffer.get(11) - '0');
  }

  /** A POST of JSON as bytes, to be sent as they are. */
  static byte[] post(int port, String key, byte[] body) {
    var head =
        "POST /v1/reviews HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n";
    var headBytes = head.formatted(port, key, body.length).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(headBytes.length + body.length).put(headBytes).put(body).array();
  }

  private Framing() {}
}
