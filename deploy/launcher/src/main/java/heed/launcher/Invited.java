package heed.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import heed.embedded.SmtpSink;
import heed.events.Ids;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows an invitation answered: an order that arrived a while ago, the letter that asks for a
 * review, the form filled in as a browser without JavaScript fills it in, and the review that came
 * of it.
 */
final class Invited {
  private static final String SHOP = "demo";
  private static final String ORDER = "demo-991";
  private static final String PRODUCT = "kettle-1";
  private static final String CUSTOMER = "anna@customer.example";
  private static final String TEXT = "The kettle leaks, and nobody answers the phone.";

  /** Longer ago than anybody waits before asking, unless it was configured otherwise. */
  private static final Duration SINCE = Duration.ofDays(8);

  private static final Pattern UNSUBSCRIBE = Pattern.compile("<(http[^>]+)/u/([^>]+)>");
  private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
  private static final Pattern FIELD =
      Pattern.compile("<(?:input type=\"radio\"|textarea)[^>]* name=\"(stars|text)(-0)\"");

  private final Client client;
  private final Pipeline pipeline;
  private final Aftermath aftermath;
  private final SmtpSink mail;
  private final Terminal terminal;

  Invited(Client client, Pipeline pipeline, Aftermath aftermath, SmtpSink mail, Terminal terminal) {
    this.client = client;
    this.pipeline = pipeline;
    this.aftermath = aftermath;
    this.mail = mail;
    this.terminal = terminal;
  }

  /**
   * What the services are told so that letters end in the sink and nowhere else.
   *
   * @param caller what was set already
   */
  static Map<String, String> environment(Map<String, String> caller, SmtpSink mail) {
    var environment = new HashMap<>(caller);
    environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
    environment.put("QUARKUS_MAILER_PORT", String.valueOf(mail.port()));
    environment.putIfAbsent("HEED_TELLING_MAIL_FROM", "reviews@shop.example");
    return environment;
  }

  void show() throws IOException, InterruptedException, Refusal {
    order();
    var letter = letter();
    var form = form(letter);
    send(form);
    var review = Ids.review(SHOP, Ids.Kind.EXTERNAL_ID, "order:" + ORDER + ":" + PRODUCT);
    aftermath.awaitText(review.toString(), TEXT);
    aftermath.awaitCase(Ids.caseOf(review).toString(), TEXT);
    terminal.line(
        "order %s, delivered %d days ago: \"%s\" was sent to %s"
            .formatted(ORDER, SINCE.toDays(), letter.header("Subject"), CUSTOMER));
    terminal.line("its form was filled in without a script; the review arrived and opened a case");
  }

  private void order() throws IOException, InterruptedException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var order =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", ORDER)
            .put("storefront", SHOP)
            .put("language", "en")
            .put("timeZone", noon(now))
            .put("deliveredAt", now.minus(SINCE).toString());
    order.putArray("products").addObject().put("id", PRODUCT).put("name", "Kettle");
    order.putObject("customer").put("id", "c-991").put("name", "Anna").put("email", CUSTOMER);
    client.post(
        pipeline.address(Service.REVIEW_INGEST).resolve("/v1/orders"),
        "application/json",
        order.toString());
  }

  /** A time zone in which nobody sleeps now: its clocks show noon, or a little later. */
  static String noon(Instant now) {
    var ahead = 12 - now.atOffset(ZoneOffset.UTC).getHour();
    // These are named by what is to be added to come to UTC.
    return ahead == 0 ? "Etc/GMT" : "Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead);
  }

  private SmtpSink.Taken letter() throws InterruptedException, Refusal {
    var end = Aftermath.end();
    while (true) {
      for (var taken : mail.taken()) {
        if (taken.to().equals(CUSTOMER) && taken.header("List-Unsubscribe") != null) {
          return taken;
        }
      }
      Aftermath.pause(end, "the invitation was not sent");
    }
  }

  /** The address of the form: beside that of unsubscribing, which stands in the letter's head. */
  private static URI form(SmtpSink.Taken letter) throws Refusal {
    var link = UNSUBSCRIBE.matcher(String.valueOf(letter.header("List-Unsubscribe")));
    if (!link.find()) {
      throw new Refusal("the invitation has no link");
    }
    return URI.create(link.group(1) + "/r/" + link.group(2));
  }

  private void send(URI form) throws IOException, InterruptedException, Refusal {
    var browser = Map.of("Authorization", "", "Accept", "text/html");
    var page = client.ask("GET", form, browser, new byte[0]);
    var filled = filled(page.body());
    var headers = new HashMap<>(browser);
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    var answer =
        client.ask(
            "POST",
            form.resolve(action(page.body())),
            headers,
            filled.getBytes(StandardCharsets.US_ASCII));
    if (page.status() != 200 || answer.status() != 303) {
      throw new Refusal(
          "the form was answered %d, and what was sent with it %d"
              .formatted(page.status(), answer.status()));
    }
  }

  static String action(String page) throws Refusal {
    var action = ACTION.matcher(page);
    if (!action.find()) {
      throw new Refusal("the page has no form");
    }
    return action.group(1).replace("&amp;", "&");
  }

  /** What a browser sends for two stars and a text, by the names that the page gives its fields. */
  static String filled(String page) {
    var values = new LinkedHashMap<String, String>();
    FIELD
        .matcher(page)
        .results()
        .forEach(
            field ->
                values.put(
                    field.group(1) + field.group(2), field.group(1).equals("text") ? TEXT : "2"));
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
