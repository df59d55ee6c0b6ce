package heed.sentiment.model;

import heed.sentiment.model.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a text into tokens in one pass; addresses, handles and mark-up are left out. */
final class Tokens {
  private static final int LONGEST_WORD = 60;
  private static final int LONGEST_TAG = 200;

  /** Elided words of French and Italian, which stand before an apostrophe. */
  private static final Set<String> ELIDED =
      Set.of(
          "l", "d", "n", "c", "j", "s", "m", "t", "qu", "un", "all", "dell", "nell", "sull",
          "dall");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) {
    var tokens = new Tokens(text);
    while (tokens.at < text.length()) {
      tokens.next();
    }
    return tokens.tokens;
  }

  private void next() {
    var c = text.codePointAt(at);
    if (Character.isLetterOrDigit(c)) {
      if (!skipAddress()) {
        word();
      }
    } else if (!skipMarkup(c) && !emoticon(c)) {
      sign(c);
    }
  }

  private void word() {
    var start = at;
    while (at < text.length() && insideWord(start)) {
      at += Character.charCount(text.codePointAt(at));
    }
    add(start, Math.min(at, start + LONGEST_WORD));
  }

  private boolean insideWord(int start) {
    var c = text.codePointAt(at);
    if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
      return true;
    }
    if ((c != '\'' && c != '\u2019' && c != '-') || at + 1 >= text.length()) {
      return false;
    }
    if (!Character.isLetter(text.codePointAt(at + 1))) {
      return false;
    }
    return c == '-' || at - start > 4 || !splitElision(start);
  }

  private boolean splitElision(int start) {
    if (!ELIDED.contains(text.substring(start, at).toLowerCase(Locale.ROOT))) {
      return false;
    }
    var elided = text.substring(start, at).toLowerCase(Locale.ROOT) + "'";
    tokens.add(new Token(elided, elided, start, at + 1, Kind.WORD));
    return true;
  }

  private void add(int start, int end) {
    var cut = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    var written = Folding.written(text.substring(start, cut));
    var last = tokens.isEmpty() ? null : tokens.getLast();
    if (last != null && last.start() == start && last.word().endsWith("'")) {
      return;
    }
    tokens.add(new Token(numberless(Folding.folded(written)), written, start, cut, Kind.WORD));
  }

  private static String numberless(String word) {
    return word.length() > 2 && word.chars().allMatch(Character::isDigit) ? "#" : word;
  }

  private boolean skipAddress() {
    if (!text.startsWith("http://", at)
        && !text.startsWith("https://", at)
        && !text.startsWith("www.", at)) {
      return false;
    }
    skipToSpace();
    return true;
  }

  private boolean skipMarkup(int c) {
    if (c == '@' && at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1))) {
      skipToSpace();
      return true;
    }
    if (c == '<' && at + 1 < text.length() && opensTag(text.charAt(at + 1))) {
      return skipTo('>', LONGEST_TAG);
    }
    return c == '&' && skipTo(';', 8);
  }

  private static boolean opensTag(char c) {
    return c == '/' || c == '!' || Character.isLetter(c);
  }

  private void skipToSpace() {
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean skipTo(char closing, int within) {
    var limit = Math.min(text.length(), at + within);
    for (var i = at + 1; i < limit; i++) {
      if (text.charAt(i) == closing) {
        at = i + 1;
        return true;
      }
      if (closing == ';' && !Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '#') {
        return false;
      }
    }
    return false;
  }

  private boolean emoticon(int c) {
    if (c != ':' && c != ';' && c != '=') {
      return false;
    }
    var mouth = at + 1 < text.length() && text.charAt(at + 1) == '-' ? at + 2 : at + 1;
    if (mouth >= text.length() || ")(D]/[|".indexOf(text.charAt(mouth)) < 0) {
      return false;
    }
    var happy = ")D]".indexOf(text.charAt(mouth)) >= 0 ? ":)" : ":(";
    tokens.add(new Token(happy, happy, at, mouth + 1, Kind.EMOJI));
    at = mouth + 1;
    return true;
  }

  private void sign(int c) {
    var end = at + Character.charCount(c);
    var kind = kindOf(c);
    if (kind != null) {
      var sign = text.substring(at, end);
      tokens.add(new Token(sign, sign, at, end, kind));
    }
    at = end;
  }

  private static @Nullable Kind kindOf(int c) {
    return switch (c) {
      case '.', '!', '?', '\n', '\r', '…', '。', '！', '？' -> Kind.STOP;
      case ',', ';', ':', '(', ')', '–', '—', '"', '„', '“', '”', '«', '»' -> Kind.PAUSE;
      default -> Emoji.known(c) ? Kind.EMOJI : null;
    };
  }
}
