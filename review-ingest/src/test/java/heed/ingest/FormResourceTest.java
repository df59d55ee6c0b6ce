package heed.ingest;

import static heed.ingest.FormTrial.KETTLE;
import static heed.ingest.FormTrial.LAMP;
import static heed.ingest.FormTrial.form;
import static heed.ingest.FormTrial.get;
import static heed.ingest.FormTrial.post;
import static heed.ingest.FormTrial.token;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.InvitationOpened;
import heed.events.Review;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.Logged;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class FormResourceTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private TopicProbe probe;

  @BeforeEach
  void open() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
  }

  @AfterEach
  void close() {
    probe.close();
  }

  private static boolean keyed(ConsumerRecord<byte[], byte[]> record, Object key) {
    return new String(record.key(), StandardCharsets.UTF_8).equals(key.toString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void theFormIsInTheOrdersLanguageAndKeepsScriptsFramesAndCachesOut() throws Exception {
    var answer = get("/r/" + token("show", KETTLE, LAMP), "Accept-Language", "de");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(answer.body())
        .contains("<html lang=\"lv\" dir=\"ltr\"", "Rīgas Māja", KETTLE.name(), LAMP.name())
        .contains("name=\"nps\"", "name=\"ces\"")
        .doesNotContain("Zane", "zane@example.com", "c-17", "style=", "<script>");
    assertThat(header(answer, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "*");
    assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void theWholePageIsLight() throws Exception {
    var bytes = 0;
    for (var path :
        new String[] {
          "/r/" + token("light", KETTLE), "/form/form.css", "/form/form.js", "/form/icon.svg"
        }) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      bytes += answer.body().getBytes(StandardCharsets.UTF_8).length;
    }
    assertThat(bytes).isLessThan(20_000);
  }

  @Test
  void onlyABrowserThatShowsThePageTellsThatItWasOpenedAndOnce() throws Exception {
    try (var told = probe.listen(Topics.ORDERS_CHANGED)) {
      var quiet = "/r/" + token("quiet", KETTLE);
      Doors.send(FormTrial.visitor(quiet).HEAD().build());
      get(quiet, "Sec-Purpose", "prefetch;prerender");
      get("/u/" + token("quiet", KETTLE));
      get(quiet + "/thanks");
      var loud = "/r/" + token("loud", KETTLE);
      get(loud);
      get(loud);
      var orders = Set.of(Ids.order("riga-shop", "quiet"), Ids.order("riga-shop", "loud"));
      var heard = told.next(1, SOON, r -> orders.stream().anyMatch(order -> keyed(r, order)));
      told.drain(Duration.ofMillis(500)).stream()
          .filter(r -> orders.stream().anyMatch(order -> keyed(r, order)))
          .forEach(heard::add);
      assertThat(heard).hasSize(1);
      var opened = EventJson.read(heard.getFirst().value(), InvitationOpened.class);
      assertThat(CloudEvent.read(heard.getFirst().headers()).type())
          .isEqualTo(EventType.INVITATION_OPENED);
      assertThat(opened.orderKey()).isEqualTo(Ids.order("riga-shop", "loud"));
      assertThat(opened.storefront()).isEqualTo("riga-shop");
      assertThat(keyed(heard.getFirst(), opened.orderKey())).isTrue();
    }
  }

  @Test
  void whatIsSentIsInTheLogBeforeAnybodyIsThanked() throws Exception {
    var path = "/r/" + token("send", KETTLE);
    try (var log = probe.listen(Topics.REVIEWS_RECEIVED)) {
      var text = "Ātri uzvārās, bet vāks <b>ciets</b>";
      var answer = post(path, form("stars-0", "2", "title-0", "", "text-0", text, "nps", "3"));
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(header(answer, "Location")).isEqualTo(path + "/thanks");
      var id = Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "order:send:sku-1");
      var record = log.next(1, SOON, r -> keyed(r, id)).getFirst();
      var review = EventJson.read(record.value(), Review.class);
      assertThat(review.text()).isEqualTo(text);
      assertThat(review.channel()).isEqualTo(Channel.EMAIL);
      assertThat(review.order().id()).isEqualTo("send");
      assertThat(TopicListener.text(record)).doesNotContain("Zane", "zane@");
      assertThat(post(path, form("stars-0", "5")).statusCode()).isEqualTo(303);
      var again = log.next(1, SOON, r -> keyed(r, id)).getFirst();
      assertThat(again.partition()).isEqualTo(record.partition());
      assertThat(again.offset()).isGreaterThan(record.offset());
    }
    assertThat(get(path + "/thanks").body()).contains("Paldies!", "Veidlapu var nosūtīt vēlreiz");
    assertThat(RestAssured.get("/q/metrics").asString())
        .containsPattern("heed_reviews_accepted_total\\{form=\"html\",?\\} [1-9]");
  }

  @Test
  void whatIsWrongIsToldAtItsFieldWithWhatWasEntered() throws Exception {
    var answer =
        post(
            "/r/" + token("wrong", KETTLE, LAMP),
            form(
                "stars-0",
                "4",
                "text-0",
                "</textarea><script>x</script>",
                "title-1",
                "a\0",
                "nps",
                "11"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "id=\"title-1-fault\"", "aria-describedby=\"title-1-fault\"", "aria-invalid=\"true\"")
        .contains(
            "aria-describedby=\"nps-fault nps-ends\"", "href=\"#nps-first\"", "href=\"#title-1\"")
        .contains("name=\"stars-0\" value=\"4\" checked")
        .contains("&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt;</textarea>")
        .doesNotContain("<script>x");
  }

  @Test
  void aTextAsLongAsAReviewMayHaveFitsInEveryAlphabetAndMoreIsTooMuchAtOnce() throws Exception {
    var path = "/r/" + token("long", KETTLE);
    assertThat(post(path, form("text-0", "ё".repeat(10_000))).statusCode()).isEqualTo(303);
    assertThat(post(path, form("text-0", "ё".repeat(10_001))).statusCode()).isEqualTo(400);
    var huge = post(path, "text-0=" + "x".repeat(FormResource.MOST_BYTES), "Accept-Language", "sl");
    assertThat(huge.statusCode()).isEqualTo(413);
    assertThat(huge.body()).contains("To je preveč naenkrat");
    assertThat(post(path, "text-0=%ff").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"/r/", "/u/"})
  void aLinkThatWasTouchedIsUnknownInTheVisitorsLanguage(String page) throws Exception {
    var token = token("touched", KETTLE);
    var other = token.charAt(20) == 'A' ? 'B' : 'A';
    for (var touched :
        new String[] {
          token.substring(0, 40),
          token.substring(0, 20) + other + token.substring(21),
          "x",
          "a%20b%3Cc"
        }) {
      for (var answer :
          new HttpResponse<?>[] {
            get(page + touched, "Accept-Language", "et"),
            post(page + touched, form("stars-0", "5"), "Accept-Language", "et")
          }) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat((String) answer.body()).contains("See link ei tööta", "lang=\"et\"");
      }
    }
  }

  @Test
  void aShopsPageMayFrameItWhereTheOperatorSaysSo() throws Exception {
    var path = "/r/" + token("frame", KETTLE);
    var framed = get(path + "?embed");
    assertThat(header(framed, "Content-Security-Policy"))
        .contains("frame-ancestors https://shop.example http://127.0.0.1:9");
    assertThat(header(framed, "X-Frame-Options")).isEmpty();
    assertThat(framed.body())
        .contains("class=\"embedded\"", "action=\"" + path + "?embed\"")
        .doesNotContain("/u/");
    var sent = post(path + "?embed", "stars-0=5");
    assertThat(header(sent, "Location")).isEqualTo(path + "/thanks?embed");
    assertThat(header(get("/u/" + token("frame", KETTLE)), "X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void anAddressThatAsksTooOftenWaitsAndTheOthersDoNot() throws Exception {
    var other = InetAddress.getByName("127.0.0.9");
    try (var client = HttpClient.newBuilder().localAddress(other).build()) {
      var request = FormTrial.visitor("/r/x", "Accept-Language", "fr").build();
      HttpResponse<String> answer;
      var asked = 0;
      do {
        answer = client.send(request, BodyHandlers.ofString());
      } while (answer.statusCode() == 404 && ++asked < 100 * FormTrial.PER_MINUTE);
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(header(answer, "Retry-After")).isEqualTo("1");
      assertThat(answer.body()).contains("Un instant, s’il vous plaît");
    }
    assertThat(get("/r/x").statusCode()).isEqualTo(404);
  }

  @Test
  void itIsNoPartOfWhatProgramsAreToldAndAKeyChangesNothing() throws Exception {
    assertThat(RestAssured.get("/q/openapi").asString()).doesNotContain("/r/{", "/u/{");
    var path = "/r/" + token("keyed", KETTLE);
    assertThat(Doors.send(Doors.request(Doors.READER, path).GET().build()).statusCode())
        .isEqualTo(200);
    assertThat(Doors.send(FormTrial.visitor(path).DELETE().build()).statusCode()).isEqualTo(405);
  }

  /** What is no address at all is refused before anything of it is read, or logged. */
  @ParameterizedTest
  @ValueSource(strings = {"utm=100%", "utm=100%&embed", "embed&%zz"})
  void aQueryThatSomebodyElseBrokeIsRefusedAndNothingOfItIsLogged(String query) throws Exception {
    try (var logged = new Logged();
        var socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(20_000);
      var request =
          "GET /r/MARKEDTOKEN?%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
              .formatted(query, RestAssured.port);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400");
      assertThat(logged.lines()).noneMatch(line -> line.contains("MARKEDTOKEN"));
    }
  }

  @Test
  void onlyItsNameAsksForTheFrame() {
    assertThat(FormAnswers.embedded((String) null)).isFalse();
    assertThat(FormAnswers.embedded("embedded&a=embed&%65mbed")).isFalse();
    assertThat(FormAnswers.embedded("a&embed")).isTrue();
    assertThat(FormAnswers.embedded("embed=1&%")).isTrue();
  }

  /** Nobody answers it before it is known that a token stands there, which would be a label. */
  @Test
  void noTokenIsInTheMetricsWhateverTheMethod() throws Exception {
    for (var path : List.of("/r/MARKEDTOKEN", "/u/MARKEDTOKEN", "/v1/inbound/MARKEDTOKEN")) {
      for (var method : List.of("OPTIONS", "DELETE", "PATCH", "TRACE", "ODD")) {
        var request = FormTrial.visitor(path).method(method, BodyPublishers.noBody()).build();
        assertThat(Doors.send(request).statusCode()).as(method + path).isBetween(400, 499);
      }
    }
    assertThat(RestAssured.get("/q/metrics").asString()).doesNotContain("MARKEDTOKEN");
  }
}
