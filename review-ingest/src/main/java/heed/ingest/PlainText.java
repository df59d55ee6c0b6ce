package heed.ingest;

import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTML as other platforms send it, made the text that a reader saw: no tags, no entities. A text
 * without a tag and an entity is what it was. What is not known stays as it is: a customer may
 * write {@code 3 < 5} and {@code AT&T}.
 */
final class PlainText {
  private static final String COMMENT = "<!--";
  private static final String COMMENT_END = "-->";
  private static final Pattern BREAK =
      Pattern.compile(
          "<(?:br|hr)\\s*/?>|</?(?:p|div|li|ul|ol|blockquote|h[1-6]|tr)(?:\\s[^<>]*)?/?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][A-Za-z0-9:-]*(?:\\s[^<>]*)?/?>");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));");

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", "\u00A0"),
          Map.entry("hellip", "…"),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("sbquo", "‚"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("bdquo", "„"),
          Map.entry("laquo", "«"),
          Map.entry("raquo", "»"),
          Map.entry("euro", "€"),
          Map.entry("pound", "£"),
          Map.entry("copy", "©"),
          Map.entry("reg", "®"),
          Map.entry("trade", "™"),
          Map.entry("deg", "°"),
          Map.entry("times", "×"),
          Map.entry("frac12", "½"),
          Map.entry("auml", "ä"),
          Map.entry("ouml", "ö"),
          Map.entry("uuml", "ü"),
          Map.entry("Auml", "Ä"),
          Map.entry("Ouml", "Ö"),
          Map.entry("Uuml", "Ü"),
          Map.entry("szlig", "ß"),
          Map.entry("otilde", "õ"),
          Map.entry("Otilde", "Õ"),
          Map.entry("aring", "å"),
          Map.entry("eacute", "é"),
          Map.entry("egrave", "è"),
          Map.entry("agrave", "à"),
          Map.entry("aacute", "á"),
          Map.entry("iacute", "í"),
          Map.entry("oacute", "ó"),
          Map.entry("uacute", "ú"),
          Map.entry("ccedil", "ç"),
          Map.entry("ntilde", "ñ"));

  /** What a reader saw of this HTML. */
  static String of(String html) {
    if (html.indexOf('<') < 0 && html.indexOf('&') < 0) {
      return html;
    }
    var text = withoutComments(html);
    text = BREAK.matcher(text).replaceAll("\n");
    text = TAG.matcher(text).replaceAll("");
    var broken = !text.equals(html);
    text =
        ENTITY
            .matcher(text)
            .replaceAll(e -> quoted(decoded(e.group(1), e.group(2), e.group(3), e.group())));
    return broken ? oneBlankLine(text).strip() : text;
  }

  /** The same on one line: what has no room for lines, such as a title. */
  static String oneLine(String text) {
    return runs(
            text,
            c -> c == ' ' || breaksLine(c),
            run -> run.chars().anyMatch(PlainText::breaksLine) ? " " : run)
        .strip();
  }

  private static boolean breaksLine(int c) {
    return c < ' ' || c == 0x7F || c == 0x2028 || c == 0x2029;
  }

  /** Of several empty lines one. */
  private static String oneBlankLine(String text) {
    return runs(
        text,
        c -> c == ' ' || c == '\t' || c == '\n',
        run -> {
          var last = run.lastIndexOf('\n');
          return run.indexOf('\n') == last ? run : "\n\n" + run.substring(last + 1);
        });
  }

  /**
   * Makes something else of every longest run of some characters. Looks at each character once,
   * where a pattern of repetitions would go back over the run from each of its characters: whoever
   * sends it decides how long a run is.
   */
  private static String runs(String text, IntPredicate of, UnaryOperator<String> made) {
    var all = new StringBuilder(text.length());
    var from = 0;
    while (from < text.length()) {
      var inside = of.test(text.charAt(from));
      var end = from + 1;
      while (end < text.length() && of.test(text.charAt(end)) == inside) {
        end++;
      }
      var run = text.substring(from, end);
      all.append(inside ? made.apply(run) : run);
      from = end;
    }
    return all.toString();
  }

  /** A comment that does not end is none. */
  private static String withoutComments(String html) {
    var text = new StringBuilder(html.length());
    var from = 0;
    for (var start = html.indexOf(COMMENT); start >= 0; start = html.indexOf(COMMENT, from)) {
      var end = html.indexOf(COMMENT_END, start + COMMENT.length());
      if (end < 0) {
        break;
      }
      text.append(html, from, start);
      from = end + COMMENT_END.length();
    }
    return text.append(html, from, html.length()).toString();
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static String decoded(
      @Nullable String decimal, @Nullable String hex, @Nullable String name, String as) {
    if (name != null) {
      return NAMED.getOrDefault(name, as);
    }
    var code =
        decimal != null ? Integer.parseInt(decimal) : Integer.parseInt(String.valueOf(hex), 16);
    // As HTML has it: what is no character is shown as the replacement character.
    return code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)
        ? "\uFFFD"
        : Character.toString(code);
  }

  private PlainText() {}
}
