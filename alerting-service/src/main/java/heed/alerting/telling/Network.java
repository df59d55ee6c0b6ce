package heed.alerting.telling;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that begin alike.
 *
 * @param bits how many of them, 0-32 or 0-128
 */
record Network(InetAddress base, int bits) {
  Network {
    if (bits < 0 || bits > base.getAddress().length * 8) {
      throw new IllegalArgumentException("a network has 0 to 32 or 128 bits, not " + bits);
    }
  }

  /**
   * Reads it as it is written, such as 10.1.0.0/16 or fd00::/8.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Network of(String written) {
    var parts = written.strip().split("/", 2);
    if (parts.length != 2 || !parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException(
          "a network is written as 10.1.0.0/16 or fd00::/8, not as " + written);
    }
    try {
      return new Network(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("a network is written as 10.1.0.0/16: " + written, e);
    }
  }

  boolean contains(InetAddress address) {
    var mine = base.getAddress();
    var other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
