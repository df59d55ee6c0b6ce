package heed.sentiment.model;

import java.util.Arrays;

/**
 * A text cut into words, emoji and marks in one pass; addresses, handles and mark-up are left out.
 * One is kept per thread and used for text after text, so that no word costs garbage.
 */
final class Scan {
  static final byte WORD = 0;
  static final byte EMOJI = 1;

  /** Ends a clause: comma, colon, dash, bracket. */
  static final byte PAUSE = 2;

  /** Ends a sentence: stop, exclamation, question mark, line break. */
  static final byte STOP = 3;

  private static final int LONGEST_WORD = 60;
  private static final int LONGEST_TAG = 200;
  private static final String ELIDED =
      " l d n c j s m t qu un all dell nell sull dall quell jusqu lorsqu nessun nient quest ";

  private String text = "";
  private int at;
  private int size;
  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private byte[] kinds = new byte[256];
  private int[] signs = new int[256];
  private long[] written = new long[256];

  private int letters;
  private int[] from = new int[256];
  private char[] folded = new char[2048];
  private long[] prefixes = new long[2048];
  private char[] lower = new char[2048];
  private int lowerLetters;
  private int[] lowerFrom = new int[256];

  /** Reads a text anew; what was read before is gone. */
  Scan of(String next) {
    text = next;
    at = 0;
    size = 0;
    letters = 0;
    lowerLetters = 0;
    while (at < text.length()) {
      step();
    }
    from[size] = letters;
    lowerFrom[size] = lowerLetters;
    return this;
  }

  String text() {
    return text;
  }

  int size() {
    return size;
  }

  boolean isWord(int token) {
    return kinds[token] == WORD;
  }

  boolean isEmoji(int token) {
    return kinds[token] == EMOJI;
  }

  boolean endsClause(int token) {
    return kinds[token] >= PAUSE;
  }

  boolean endsSentence(int token) {
    return kinds[token] == STOP;
  }

  /** The code point of a mark or emoji; {@code ')'} and {@code '('} stand for emoticons. */
  int sign(int token) {
    return signs[token];
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  /** The hash of the word with its diacritics: they tell languages apart. */
  long written(int token) {
    return written[token];
  }

  /** How many letters the word has without diacritics. */
  int length(int token) {
    return from[token + 1] - from[token];
  }

  /** The hash of the first letters of the word without diacritics: customers leave them out. */
  long prefix(int token, int length) {
    return prefixes[from[token] + length - 1];
  }

  long word(int token) {
    return prefix(token, length(token));
  }

  char letter(int token, int i) {
    return folded[from[token] + i];
  }

  int lowerLength(int token) {
    return lowerFrom[token + 1] - lowerFrom[token];
  }

  /** A letter with its diacritics, in lower case. */
  char lowerLetter(int token, int i) {
    return lower[lowerFrom[token] + i];
  }

  private void step() {
    var c = text.charAt(at);
    if (Character.isLetterOrDigit(codePoint(c))) {
      if (!skipAddress()) {
        word();
      }
    } else if (!skipMarkup(c) && !emoticon(c)) {
      sign(codePoint(c), c);
    }
  }

  private int codePoint(char c) {
    return Character.isHighSurrogate(c) ? text.codePointAt(at) : c;
  }

  private void word() {
    var start = at;
    open(start);
    var last = '\0';
    var repeats = 0;
    while (at < text.length() && inside(start)) {
      var c = Folding.lower(text.charAt(at));
      repeats = c == last ? repeats + 1 : 0;
      if (!Folding.isMark(c)
          && at - start < LONGEST_WORD
          && (repeats < 2 || Character.isDigit(c))) {
        add(c);
      }
      last = c;
      at++;
      if (c == '\'' && elided()) {
        break;
      }
    }
    close(start, at);
  }

  private boolean inside(int start) {
    var c = text.charAt(at);
    if (c < 128 ? isAsciiWord(c) : Character.isLetterOrDigit(codePoint(c)) || inMark(c, start)) {
      return true;
    }
    return (c == '\'' || c == '\u2019' || c == '-')
        && at + 1 < text.length()
        && Character.isLetter(text.charAt(at + 1));
  }

  private boolean inMark(char c, int start) {
    return Folding.isMark(c) || (Character.isLowSurrogate(c) && at > start);
  }

  private static boolean isAsciiWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Where the word after an elided one begins, as in {@code n'a}; 0 if none is elided. */
  static int elision(String word) {
    var apostrophe = word.indexOf('\'');
    var elided = apostrophe > 0 && ELIDED.contains(" " + word.substring(0, apostrophe) + " ");
    return elided && apostrophe + 1 < word.length() ? apostrophe + 1 : 0;
  }

  /** Whether what stands before the apostrophe is an elided word of French or Italian. */
  private boolean elided() {
    var n = letters - from[size] - 1;
    return n > 0 && n < 8 && ELIDED.contains(" " + new String(folded, from[size], n) + " ");
  }

  private void open(int start) {
    if (size + 1 >= starts.length) {
      growTokens();
    }
    starts[size] = start;
    from[size] = letters;
    lowerFrom[size] = lowerLetters;
    written[size] = Hash.START;
  }

  private void add(char c) {
    if (letters + 2 >= folded.length) {
      folded = Arrays.copyOf(folded, 2 * folded.length);
      prefixes = Arrays.copyOf(prefixes, folded.length);
      lower = Arrays.copyOf(lower, folded.length);
    }
    lower[lowerLetters++] = c;
    written[size] = Hash.next(written[size], c);
    addFolded(Folding.bare(c));
    var second = Folding.second(c);
    if (second != 0) {
      addFolded(second);
    }
  }

  private void addFolded(char c) {
    var before = letters == from[size] ? Hash.START : prefixes[letters - 1];
    folded[letters] = c;
    prefixes[letters++] = Hash.next(before, c);
  }

  private void close(int start, int end) {
    if (letters == from[size]) {
      return;
    }
    kinds[size] = WORD;
    signs[size] = 0;
    ends[size++] = end;
    from[size] = letters;
    lowerFrom[size] = lowerLetters;
  }

  private void growTokens() {
    var more = 2 * starts.length;
    starts = Arrays.copyOf(starts, more);
    ends = Arrays.copyOf(ends, more);
    kinds = Arrays.copyOf(kinds, more);
    signs = Arrays.copyOf(signs, more);
    written = Arrays.copyOf(written, more);
    from = Arrays.copyOf(from, more);
    lowerFrom = Arrays.copyOf(lowerFrom, more);
  }

  private void addSign(int start, int end, byte kind, int sign) {
    open(start);
    kinds[size] = kind;
    signs[size] = sign;
    ends[size++] = end;
    from[size] = letters;
    lowerFrom[size] = lowerLetters;
  }

  private boolean skipAddress() {
    var c = text.charAt(at) | 32;
    if ((c != 'h' || !(text.startsWith("http://", at) || text.startsWith("https://", at)))
        && (c != 'w' || !text.startsWith("www.", at))) {
      return false;
    }
    skipToSpace();
    return true;
  }

  private boolean skipMarkup(char c) {
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

  private boolean emoticon(char c) {
    if (c != ':' && c != ';' && c != '=') {
      return false;
    }
    var mouth = at + 1 < text.length() && text.charAt(at + 1) == '-' ? at + 2 : at + 1;
    if (mouth >= text.length() || ")(D]/[|".indexOf(text.charAt(mouth)) < 0) {
      return false;
    }
    var happy = ")D]".indexOf(text.charAt(mouth)) >= 0;
    addSign(at, mouth + 1, EMOJI, happy ? ')' : '(');
    at = mouth + 1;
    return true;
  }

  private void sign(int codePoint, char c) {
    var end = at + Character.charCount(codePoint);
    switch (c) {
      case '.', '!', '?', '\n', '\r', '…', '。', '！', '？' -> addSign(at, end, STOP, c);
      case ',', ';', ':', '(', ')', '–', '—', '"', '„', '“', '”', '«', '»' ->
          addSign(at, end, PAUSE, c);
      default -> {
        if (c >= 0x2000 && Emoji.tone(codePoint) != 0) {
          addSign(at, end, EMOJI, codePoint);
        }
      }
    }
    at = end;
  }
}
