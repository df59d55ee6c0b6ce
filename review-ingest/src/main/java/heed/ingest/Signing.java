package heed.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a source signs what it sends; {@link SignatureCheck} holds a request against it. */
sealed interface Signing {
  /** It does not: whoever posts for it needs a key of ours. */
  record None() implements Signing {}

  /**
   * As Standard Webhooks 1.0 has it: {@code webhook-id}, {@code -timestamp}, {@code -signature}.
   */
  record StandardWebhooks() implements Signing {}

  /**
   * An HMAC-SHA256 in a header.
   *
   * @param hex in hexadecimal; else in Base64
   * @param prefix what stands before it in the header, such as {@code sha256=}
   * @param signed the parts whose bytes are signed, in order
   * @param timestampHeader seconds since 1970; null if the source tells no time
   * @param idHeader the webhook's id; null if it has none
   */
  record Hmac(
      String header,
      boolean hex,
      String prefix,
      List<Part> signed,
      @Nullable String timestampHeader,
      @Nullable String idHeader)
      implements Signing {}

  /** A part of what is signed. */
  sealed interface Part {
    record Body() implements Part {}

    record Timestamp() implements Part {}

    record Id() implements Part {}

    record Words(String words) implements Part {}
  }

  String KEYS = "scheme, header, algorithm, encoding, prefix, signed, timestamp, id";
  Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  Pattern PLACE = Pattern.compile("\\{[^}]*}");

  /**
   * @throws BadMapping if there is no such scheme, or it says less than it must
   */
  static Signing of(Section mapping) {
    var section = mapping.section("signature");
    var scheme = section.text("scheme");
    Signing signing =
        switch (scheme) {
          case "none" -> new None();
          case "standard-webhooks" -> new StandardWebhooks();
          case "hmac" -> hmac(section);
          default ->
              throw section.fault(
                  "scheme",
                  "is %s, must be standard-webhooks, hmac or none"
                      .formatted(Section.shown(scheme)));
        };
    section.end(signing instanceof Hmac ? KEYS : "scheme");
    return signing;
  }

  private static Signing hmac(Section section) {
    var algorithm = String.valueOf(section.textOr("algorithm", "sha256"));
    if (!algorithm.toLowerCase(Locale.ROOT).equals("sha256")) {
      throw section.fault("algorithm", "is %s, must be sha256".formatted(Section.shown(algorithm)));
    }
    var encoding = section.text("encoding");
    if (!encoding.equals("hex") && !encoding.equals("base64")) {
      throw section.fault(
          "encoding", "is %s, must be hex or base64".formatted(Section.shown(encoding)));
    }
    var timestamp = section.has("timestamp") ? header(section, "timestamp") : null;
    var id = section.has("id") ? header(section, "id") : null;
    var signed = parts(section, String.valueOf(section.textOr("signed", "{body}")));
    if (!signed.contains(new Part.Body())) {
      throw section.fault("signed", "must hold {body}; what is not signed may be forged");
    }
    agree(section, "timestamp", timestamp, signed.contains(new Part.Timestamp()));
    agree(section, "id", id, signed.contains(new Part.Id()));
    return new Hmac(
        header(section, "header"),
        encoding.equals("hex"),
        String.valueOf(section.textOr("prefix", "")),
        signed,
        timestamp,
        id);
  }

  /** A header that is not signed proves nothing, and one that is signed must be named. */
  private static void agree(Section section, String key, @Nullable String header, boolean signed) {
    if (header != null && !signed) {
      throw section.fault(
          key,
          "names a header that is not signed, so it may be forged; put {%s} into signed"
              .formatted(key));
    }
    if (header == null && signed) {
      throw section.fault(
          key, "is missing, since signed holds {%s}; name its header".formatted(key));
    }
  }

  private static String header(Section section, String key) {
    var header = section.text(key);
    if (!HEADER.matcher(header).matches()) {
      throw section.fault(key, "must be the name of a header, such as X-Signature");
    }
    return header;
  }

  private static List<Part> parts(Section section, String template) {
    var parts = new ArrayList<Part>();
    var places = PLACE.matcher(template);
    var end = 0;
    while (places.find()) {
      words(parts, template.substring(end, places.start()));
      parts.add(
          switch (places.group()) {
            case "{body}" -> new Part.Body();
            case "{timestamp}" -> new Part.Timestamp();
            case "{id}" -> new Part.Id();
            default ->
                throw section.fault(
                    "signed",
                    "holds %s; the places are {body}, {timestamp} and {id}"
                        .formatted(Section.shown(places.group())));
          });
      end = places.end();
    }
    words(parts, template.substring(end));
    return List.copyOf(parts);
  }

  private static void words(List<Part> parts, String words) {
    if (!words.isEmpty()) {
      parts.add(new Part.Words(words));
    }
  }
}
