package heed.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a text is made of. Nothing is ever changed: a text is taken as it is, or refused. */
final class Characters {
  private static final int LONGEST_SHOWN = 80;

  /** What is wrong with a text, whatever it means; the remedy is part of it. */
  enum Fault {
    NUL("holds the character NUL (U+0000), which no text needs; remove it"),
    LONE_SURROGATE("holds half of a surrogate pair; send whole characters"),
    CONTROL("holds a control character such as a line break; it must be one line"),
    TOO_LONG("is too long");

    private final String detail;

    Fault(String detail) {
      this.detail = detail;
    }

    String detail() {
      return detail;
    }
  }

  /** The text that the bytes are in UTF-8; null if they are not. */
  static @Nullable String decode(byte[] bytes, int from, int length) {
    var text = new String(bytes, from, length, StandardCharsets.UTF_8);
    // The fast decoder replaces what is invalid; only where its mark shows up is a strict look due.
    return text.indexOf('\uFFFD') < 0 ? text : strict(ByteBuffer.wrap(bytes, from, length));
  }

  private static @Nullable String strict(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /**
   * The first fault of a text; null if it has none.
   *
   * @param longest in code points
   */
  static @Nullable Fault fault(String text, int longest, boolean oneLine) {
    var codePoints = 0;
    for (var i = 0; i < text.length(); i++, codePoints++) {
      var c = text.charAt(i);
      if (c == 0) {
        return Fault.NUL;
      }
      if (Character.isSurrogate(c)) {
        if (!pairAt(text, i)) {
          return Fault.LONE_SURROGATE;
        }
        i++;
      } else if (oneLine && breaksLine(c)) {
        return Fault.CONTROL;
      }
    }
    return codePoints > longest ? Fault.TOO_LONG : null;
  }

  private static boolean pairAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static boolean breaksLine(char c) {
    return c < ' ' || (c >= 0x7f && c <= 0x9f) || c == '\u2028' || c == '\u2029';
  }

  /** True if a reader would see nothing: white space, format and filler characters only. */
  static boolean invisible(String text) {
    return text.codePoints().allMatch(Characters::invisible);
  }

  private static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> filler(c);
    };
  }

  /**
   * Letters, marks and symbols that are drawn as nothing (Default_Ignorable_Code_Point, Braille).
   */
  private static boolean filler(int c) {
    return switch (c) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x180F, 0x2065 -> true;
      default ->
          (c >= 0x180B && c <= 0x180D)
              || (c >= 0xFE00 && c <= 0xFE0F)
              || (c >= 0xE0000 && c <= 0xE0FFF);
    };
  }

  /** A client's word inside a message: cut short, control characters replaced. */
  static String shown(String untrusted) {
    var cut =
        untrusted.length() > LONGEST_SHOWN
            ? untrusted.substring(0, LONGEST_SHOWN) + "…"
            : untrusted;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }

  private Characters() {}
}
