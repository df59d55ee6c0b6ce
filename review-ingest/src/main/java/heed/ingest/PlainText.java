package heed.ingest;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTML as other platforms send it, made the text that a reader saw: no tags, no entities. A text
 * without a tag and an entity is what it was. What is not known stays as it is: a customer may
 * write {@code 3 < 5} and {@code AT&T}.
 */
final class PlainText {
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern BREAK =
      Pattern.compile(
          "<(?:br|hr)\\s*/?>|</?(?:p|div|li|ul|ol|blockquote|h[1-6]|tr)(?:\\s[^<>]*)?/?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][A-Za-z0-9:-]*(?:\\s[^<>]*)?/?>");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));");
  private static final Pattern BLANK_LINES = Pattern.compile("[ \\t]*\\n(?:[ \\t]*\\n)+");
  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*[\\p{Cntrl}\\u2028\\u2029]+\\s*");

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
    var text = COMMENT.matcher(html).replaceAll("");
    text = BREAK.matcher(text).replaceAll("\n");
    text = TAG.matcher(text).replaceAll("");
    var broken = !text.equals(html);
    text =
        ENTITY
            .matcher(text)
            .replaceAll(e -> quoted(decoded(e.group(1), e.group(2), e.group(3), e.group())));
    return broken ? BLANK_LINES.matcher(text).replaceAll("\n\n").strip() : text;
  }

  /** The same on one line: what has no room for lines, such as a title. */
  static String oneLine(String text) {
    return LINE_BREAKS.matcher(text).replaceAll(" ").strip();
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
