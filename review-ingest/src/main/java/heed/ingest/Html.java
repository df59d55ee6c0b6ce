package heed.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An element of a page. Whatever comes from outside can only become text or the value of an
 * attribute, and both are escaped when they are written: there is no way to put markup, a script or
 * an address of somebody else's into a page.
 */
final class Html {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z]+)*");
  private static final Set<String> ADDRESSES = Set.of("href", "src", "action");
  private static final Set<String> EMPTY = Set.of("input", "link", "meta");

  private final @Nullable String name;
  private final String text;
  private final StringBuilder attributes = new StringBuilder();
  private final List<Html> children = new ArrayList<>();

  private Html(@Nullable String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** An element. */
  static Html of(String name) {
    return new Html(checked(name), "");
  }

  /** An element that holds a text. */
  static Html of(String name, String text) {
    return of(name).text(text);
  }

  /**
   * @throws IllegalArgumentException for an attribute that would be a program or a style, and for
   *     an address that is not on this site
   */
  Html with(String attribute, String value) {
    if (checked(attribute).startsWith("on") || attribute.equals("style")) {
      throw new IllegalArgumentException(attribute + " is no attribute for a page");
    }
    if (ADDRESSES.contains(attribute) && !value.matches("(?s)#.*|/(?!/).*")) {
      throw new IllegalArgumentException(attribute + " must be an address on this site");
    }
    attributes.append(' ').append(attribute).append("=\"");
    escape(value, attributes);
    attributes.append('"');
    return this;
  }

  /** An attribute without a value, if it is set. */
  Html flag(String attribute, boolean set) {
    if (set) {
      attributes.append(' ').append(checked(attribute));
    }
    return this;
  }

  Html add(Html... more) {
    children.addAll(List.of(more));
    return this;
  }

  Html add(List<Html> more) {
    children.addAll(more);
    return this;
  }

  Html text(String more) {
    children.add(new Html(null, more));
    return this;
  }

  /** The whole document, of which this is the root. */
  String document() {
    var out = new StringBuilder(8192).append("<!doctype html>");
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    if (name == null) {
      escape(text, out);
      return;
    }
    out.append('<').append(name).append(attributes).append('>');
    if (EMPTY.contains(name)) {
      return;
    }
    if (name.equals("textarea")) {
      out.append('\n'); // a browser drops the first line break, which may be the writer's own
    }
    for (var child : children) {
      child.write(out);
    }
    out.append("</").append(name).append('>');
  }

  private static void escape(String value, StringBuilder out) {
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\0' -> out.append('\uFFFD');
        default -> out.append(c);
      }
    }
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + " is no name for HTML");
    }
    return name;
  }
}
