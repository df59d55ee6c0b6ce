package heed.sentiment.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The trained heads, one for every covered language.
 *
 * @param byLanguage ISO 639-1 codes
 */
public record Heads(Map<String, Head> byLanguage) {
  private static final int MAGIC = 0x48454544;

  public Heads {
    byLanguage = Map.copyOf(byLanguage);
    if (!byLanguage.keySet().containsAll(Languages.COVERED)) {
      throw new IllegalArgumentException(
          "heads are those of %s, must be of every covered language"
              .formatted(byLanguage.keySet()));
    }
  }

  /** The head that reads a covered language. */
  public Head of(String language) {
    return Objects.requireNonNull(byLanguage.get(language), language);
  }

  /** The weights that ship: see MODEL_CARD.md. */
  public static Heads shipped() {
    var resource = Heads.class.getResourceAsStream(LinearModel.file("linear"));
    try (var in = Objects.requireNonNull(resource, "the weights")) {
      return readFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the heads, the same bytes for the same heads. */
  public void writeTo(OutputStream file) throws IOException {
    var all = new TreeMap<>(byLanguage);
    try (var out = new DataOutputStream(new GZIPOutputStream(file))) {
      out.writeInt(MAGIC);
      out.writeInt(all.size());
      for (var head : all.entrySet()) {
        out.writeUTF(head.getKey());
        head.getValue().writeTo(out);
      }
    }
  }

  /**
   * Reads heads.
   *
   * @throws IOException if the bytes are not what {@link #writeTo} writes
   */
  public static Heads readFrom(InputStream file) throws IOException {
    var in = new DataInputStream(new GZIPInputStream(file));
    if (in.readInt() != MAGIC) {
      throw new IOException("these are not the weights of a linear model");
    }
    var all = new TreeMap<String, Head>();
    for (var left = in.readInt(); left > 0; left--) {
      all.put(in.readUTF(), Head.readFrom(in));
    }
    return new Heads(all);
  }
}
