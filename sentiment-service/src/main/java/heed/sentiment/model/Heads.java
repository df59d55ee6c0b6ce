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
 * The trained heads by language, and the one that reads tone only for the languages without.
 *
 * @param byLanguage ISO 639-1 codes
 */
public record Heads(Map<String, Head> byLanguage, Head toneOnly) {
  private static final int MAGIC = 0x48454544;
  private static final String TONE_ONLY = "*";

  public Heads {
    byLanguage = Map.copyOf(byLanguage);
  }

  /** The head that reads a language; that of tone only where the language has none. */
  public Head of(String language) {
    var own = byLanguage.get(language);
    return own == null ? toneOnly : own;
  }

  /** The weights that ship: see MODEL_CARD.md. */
  public static Heads shipped() {
    var resource = Heads.class.getResourceAsStream(LinearModel.NAME + ".bin");
    try (var in = Objects.requireNonNull(resource, "the weights")) {
      return readFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the heads, the same bytes for the same heads. */
  public void writeTo(OutputStream file) throws IOException {
    var all = new TreeMap<>(byLanguage);
    all.put(TONE_ONLY, toneOnly);
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
    var toneOnly = all.remove(TONE_ONLY);
    if (toneOnly == null) {
      throw new IOException("the weights have no head that reads tone only");
    }
    return new Heads(all, toneOnly);
  }
}
