package heed.alerting.telling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.alerting.CaseBrief;
import heed.alerting.Desk;
import heed.alerting.telling.Message.Letter;
import heed.alerting.telling.Message.Nothing;
import heed.alerting.telling.Message.Post;
import heed.alerting.telling.NoticeText.Item;
import heed.door.Refusal;
import heed.events.CaseFact.CaseAnswered;
import heed.events.CaseFact.Visibility;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the message of a delivery, of what is still so by the time it is sent. */
@Singleton
class Composer {
  static final String TEST = "endpoint.test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Desk desk;
  private final EndpointRows endpoints;
  private final CrmComposer crm;
  private final TellingSettings settings;
  private final Letters letters;

  Composer(
      Desk desk,
      EndpointRows endpoints,
      CrmComposer crm,
      TellingSettings settings,
      Letters letters) {
    this.letters = letters;
    this.desk = desk;
    this.endpoints = endpoints;
    this.crm = crm;
    this.settings = settings;
  }

  Message compose(Connection connection, Delivery delivery) throws SQLException {
    if (delivery.medium() == Medium.CRM) {
      return crm.compose(connection, delivery);
    }
    if (Signal.isToldAs(delivery.event())) {
      return signal(connection, delivery);
    }
    var letter = letters.compose(connection, delivery);
    if (letter != null) {
      return letter;
    }
    var items = stillTrue(connection, NoticeRows.of(connection, delivery.id()));
    if (items.isEmpty()) {
      return new Nothing(new Outcome.Dropped("it was no longer so"));
    }
    return switch (delivery.medium()) {
      case MAIL -> letter(connection, delivery, told(items));
      case CUSTOMER -> customer(connection, delivery, told(items).getFirst());
      case WEBHOOK, SLACK, MATTERMOST, TEAMS -> post(connection, delivery, items);
      case CRM -> throw new IllegalStateException("has been composed");
    };
  }

  /** A notice and its case; a program hears of an erased case as well. */
  private record Told(Notice notice, @Nullable CaseBrief brief) {}

  private List<Told> stillTrue(Connection connection, List<Notice> notices) throws SQLException {
    var cases = desk.cases(connection, notices.stream().map(Notice::caseId).toList());
    return notices.stream()
        .map(n -> new Told(n, cases.get(n.caseId())))
        .filter(t -> Truth.holds(t.notice(), t.brief()))
        .toList();
  }

  private static List<Item> told(List<Told> all) {
    var items = new ArrayList<Item>();
    for (var one : all) {
      if (one.brief() != null) {
        items.add(new Item(one.notice(), one.brief()));
      }
    }
    return items;
  }

  private Letter letter(Connection connection, Delivery delivery, List<Item> items)
      throws SQLException {
    var text = text(connection, items);
    return new Letter(
        messageId(delivery), delivery.recipient(), text.subject(items), text.body(items), true);
  }

  private Message customer(Connection connection, Delivery delivery, Item item)
      throws SQLException {
    var brief = item.brief();
    var to = brief.customerEmail();
    if (to == null) {
      return new Nothing(new Outcome.Dropped("the customer gave no address"));
    }
    var text = new CustomerText(settings.invite().link());
    if (item.notice().type().equals(Notice.INVITATION)) {
      return new Letter(
          messageId(delivery), to, text.invitationSubject(brief), text.invitation(brief), true);
    }
    var answer = answer(connection, item.notice());
    return answer == null
        ? new Nothing(new Outcome.Dropped("the answer is forgotten"))
        : new Letter(
            messageId(delivery), to, text.answerSubject(brief), text.answer(brief, answer), false);
  }

  private Message post(Connection connection, Delivery delivery, List<Told> items)
      throws SQLException {
    var endpoint = endpoints.find(connection, delivery.recipient());
    if (endpoint == null || !endpoint.subscription().enabled()) {
      return new Nothing(new Outcome.Refused("the endpoint is disabled", null));
    }
    if (!endpoint.subscription().kind().chat()) {
      var body = body(connection, items.getFirst().notice());
      return Signed.post(endpoint, delivery.id(), body);
    }
    var told = told(items);
    var text = text(connection, told);
    return chat(endpoint, text.chatLines(told), text.link(told), text.texts().say("open"));
  }

  private Message signal(Connection connection, Delivery delivery) throws SQLException {
    var told = SignalRows.of(connection, delivery.id());
    if (told == null) {
      return new Nothing(new Outcome.Dropped(Outcome.Dropped.FORGOTTEN));
    }
    var endpoint = endpoints.find(connection, delivery.recipient());
    if (endpoint == null || !endpoint.subscription().enabled()) {
      return new Nothing(new Outcome.Refused("the endpoint is disabled", null));
    }
    if (endpoint.subscription().kind().chat()) {
      var language = desk.teams(connection).apply("").language();
      return chat(endpoint, new AlarmText(Texts.of(language)).lines(told), null, "");
    }
    try {
      var data = (ObjectNode) JSON.readTree(told.data());
      return Signed.post(endpoint, delivery.id(), body(told.type().shortName(), told.at(), data));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a signal's data are no JSON", e);
    }
  }

  private NoticeText text(Connection connection, List<Item> items) throws SQLException {
    var team = desk.teams(connection).apply(items.getFirst().notice().team());
    return new NoticeText(team, settings.console().orElse(null));
  }

  /**
   * A message that tells of nothing, to see whether it arrives.
   *
   * @throws Refusal 409 if a CRM's mapping has none
   */
  Post test(Endpoint endpoint, UUID id, String language) {
    if (endpoint.subscription().kind() == Medium.CRM) {
      var request = endpoint.mapping().testRequest();
      if (request == null) {
        throw Refusal.status(409, "the mapping has no test; add one: a GET that changes nothing");
      }
      return Signed.request(endpoint, id, request);
    }
    var words = Texts.of(language).say("test.subject");
    if (endpoint.subscription().kind().chat()) {
      return chat(endpoint, List.of(words), null, "");
    }
    var data =
        JSON.createObjectNode().put("endpoint", endpoint.subscription().id()).put("message", words);
    return Signed.post(endpoint, id, body(TEST, Instant.now(), data));
  }

  private static Post chat(
      Endpoint endpoint, List<String> lines, @Nullable String link, String linkText) {
    var body = ChatText.write(endpoint.subscription().kind(), lines, link, linkText);
    return new Post(endpoint.url(), Signed.headers(), body);
  }

  /** The event, and of a public answer its text, so that the storefront can show it. */
  private String body(Connection connection, Notice notice) throws SQLException {
    try {
      var data = (ObjectNode) JSON.readTree(notice.data());
      if (notice.type().equals("case.answered") && answer(connection, notice) instanceof String t) {
        data.put("text", t);
      }
      return body(notice.type(), notice.at(), data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notice's data are no JSON", e);
    }
  }

  private static String body(String type, Instant at, ObjectNode data) {
    return JSON.createObjectNode()
        .put("type", type)
        .put("timestamp", at.toString())
        .set("data", data)
        .toString();
  }

  /** What was answered in public; null for what is internal, or forgotten. */
  private @Nullable String answer(Connection connection, Notice notice) throws SQLException {
    return notice.event().fact() instanceof CaseAnswered answered
            && answered.visibility() == Visibility.PUBLIC
        ? desk.answer(connection, notice.storefront(), notice.caseId(), answered.answerId())
        : null;
  }

  private static String messageId(Delivery delivery) {
    return "<" + delivery.id() + "@heed>";
  }
}
