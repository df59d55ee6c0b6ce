package heed.alerting.telling;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A letter for mail programs that show pages: the words of its template, where the line before a
 * link becomes the link itself, since an address that holds all it needs to know is long. It loads
 * nothing and has no picture: it tells nobody that it was read.
 */
final class LetterHtml {
  private static final Pattern ALONE = Pattern.compile("\\{(link|unsubscribe)}");
  private static final Pattern SENTENCE = Pattern.compile("^(.*[.!?])\\s+(\\S.*)$");
  private static final String MAIN = "link";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="%s" dir="auto">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%s</title>
      <style>
      @media (prefers-color-scheme: dark) {
        body { background: #121212 !important; color: #f2f2f2 !important }
        a.plain { color: #a9c1ff !important }
      }
      </style>
      </head>
      <body style="margin:0;padding:24px 16px;background:#ffffff;color:#1c1c1c;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
      <main style="max-width:560px;margin:0 auto">
      <h1 style="font-size:22px;line-height:1.3;margin:0 0 20px">%s</h1>
      %s</main>
      </body>
      </html>
      """;

  private static final String BUTTON =
      "<a href=\"%s\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;"
          + "background:#1f4fd8;color:#ffffff;font-weight:600;text-decoration:none\">%s</a>";
  private static final String LINK =
      "<a href=\"%s\" class=\"plain\" style=\"color:#1f4fd8\">%s</a>";

  private static final String SMALL =
      " style=\"margin:32px 0 0;padding:12px 0 0;border-top:1px solid #8a8a8a;font-size:13px\"";

  private final @Nullable String customer;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> addresses;
  private final StringBuilder page = new StringBuilder();
  private final List<String> paragraph = new ArrayList<>();
  private boolean small;

  private LetterHtml(@Nullable String customer, Map<String, String> all) {
    this.customer = customer == null ? null : escaped(customer);
    this.addresses = all;
    all.forEach((name, value) -> values.put(name, escaped(value)));
    for (var name : List.of(MAIN, "unsubscribe")) {
      var address = all.get(name);
      if (address != null) {
        values.put(name, LINK.formatted(escaped(address), escaped(host(address))));
      }
    }
  }

  /**
   * Writes it.
   *
   * @param language of the template, BCP 47
   * @param subject filled in
   * @param template the text, with its placeholders
   * @param customer the name; null: the greeting does without
   * @param values of the other placeholders, as they are
   */
  static String of(
      String language,
      String subject,
      String template,
      @Nullable String customer,
      Map<String, String> values) {
    var letter = new LetterHtml(customer, values);
    template.lines().forEach(letter::line);
    letter.end();
    var title = escaped(subject);
    return PAGE.formatted(escaped(language), title, title, letter.page);
  }

  private void line(String line) {
    var alone = ALONE.matcher(line.strip());
    if (line.isBlank()) {
      end();
    } else if (line.strip().equals("--")) {
      end();
      small = true;
    } else if (alone.matches()) {
      link(alone.group(1));
    } else {
      paragraph.add(line);
    }
  }

  /** The last sentence before a link is what it is called. */
  private void link(String name) {
    var address = addresses.getOrDefault(name, "");
    var label = host(address);
    if (!paragraph.isEmpty()) {
      var before = paragraph.removeLast();
      var sentences = SENTENCE.matcher(before);
      if (sentences.matches()) {
        paragraph.add(sentences.group(1));
        before = sentences.group(2);
      }
      label = before.strip().replaceAll("[\\s\\u00a0]*:$", "");
    }
    var shape = name.equals(MAIN) && !small ? BUTTON : LINK;
    paragraph.add("\0" + shape.formatted(escaped(address), filled(label)));
  }

  private void end() {
    if (!paragraph.isEmpty()) {
      page.append("<p").append(small ? SMALL : " style=\"margin:0 0 16px\"").append('>');
      var lines = paragraph.stream().map(this::shown).toList();
      page.append(String.join("<br>\n", lines)).append("</p>\n");
      paragraph.clear();
    }
  }

  private String shown(String line) {
    return line.startsWith("\0") ? line.substring(1) : filled(line);
  }

  private String filled(String text) {
    return Greeting.in(escaped(text), customer, values);
  }

  private static String host(String address) {
    var host = address.isEmpty() ? null : URI.create(address).getHost();
    return host == null ? address : host;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
