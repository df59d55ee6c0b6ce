package heed.sentiment.learning;

import heed.sentiment.model.Head;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A head as compressed bytes: about 100 KB, well below what a record may be. */
final class Weights {
  static byte[] of(Head head) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      head.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a head.
   *
   * @throws IOException if these are not the bytes of one
   */
  static Head read(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      return Head.readFrom(in);
    }
  }

  private Weights() {}
}
