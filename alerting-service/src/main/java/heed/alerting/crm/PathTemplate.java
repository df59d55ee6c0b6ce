package heed.alerting.crm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request is sent to below the endpoint's address, with {facts} that are encoded: a value
 * can never become a second step of the path, or a parameter.
 */
record PathTemplate(String text) {
  static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  /**
   * The path with everything in its place.
   *
   * @throws Unplaceable if a value would change where the path leads
   */
  String fill(Facts facts) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    encoded(FactName.find(place.group(1), Set.of(facts.type())), facts)));
  }

  private static String encoded(@Nullable FactName name, Facts facts) {
    if (name == null) {
      throw new IllegalStateException("a path was saved with a fact that is none");
    }
    var value = facts.of(name).asText();
    // A step of dots leads up, also where it is encoded, and some gateways decode what parts steps.
    if (value.isBlank() || value.matches("[.]+") || value.matches("(?s).*[/\\\\].*")) {
      throw new Unplaceable(name.written() + " cannot stand in a path");
    }
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
