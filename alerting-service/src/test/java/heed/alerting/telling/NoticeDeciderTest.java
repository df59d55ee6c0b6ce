package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import heed.alerting.CaseBrief;
import heed.alerting.Person;
import heed.alerting.QuietHours;
import heed.alerting.Team;
import heed.events.CaseChanged;
import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.Sla;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import heed.events.CaseFact.CaseAnswered;
import heed.events.CaseFact.CaseAssigned;
import heed.events.CaseFact.CaseEscalated;
import heed.events.CaseFact.CaseNoted;
import heed.events.CaseFact.CaseReopened;
import heed.events.CaseFact.CaseResolved;
import heed.events.CaseFact.CaseRevised;
import heed.events.CaseFact.Cause;
import heed.events.CaseFact.SlaBreached;
import heed.events.CaseFact.SlaWarned;
import heed.events.CaseFact.Visibility;
import heed.events.Channel;
import heed.events.EventJson;
import heed.events.Product;
import heed.events.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeDeciderTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final UUID CASE = UUID.randomUUID();
  private static final Set<Channel> OWN = Set.of(Channel.STOREFRONT, Channel.APP);
  private static final NoticeDecider DECIDER =
      new NoticeDecider(Duration.ofSeconds(2), true, OWN, OWN, Duration.ofHours(1));

  @Test
  void aNewCaseGoesToEveryMember() {
    assertThat(recipients(opened())).containsExactly("anna@x", "bo@x");
  }

  @Test
  void aBreachGoesToTheLeadAsWell() {
    assertThat(recipients(new SlaBreached(null))).containsExactly("anna@x", "bo@x", "lead@x");
  }

  @Test
  void aWarningGoesToWhoeverHasTheCaseElseToAll() {
    assertThat(recipients(new SlaWarned(0.5, null))).containsExactly("anna@x", "bo@x");
    assertThat(decide(new SlaWarned(0.5, null), brief("Bo", Channel.APP, null), team(null)))
        .extracting(Notice::recipient)
        .containsExactly("bo@x");
    assertThat(decide(new CaseAssigned("bo", null), brief("bo", Channel.APP, null), team(null)))
        .extracting(Notice::recipient)
        .containsExactly("bo@x");
  }

  @Test
  void aRevisionGoesToWhoeverHasTheCaseWhileAnAnswerIsDue() {
    var revised = new CaseRevised(2, null);
    assertThat(recipients(revised)).containsExactly("anna@x", "bo@x");
    assertThat(decide(revised, brief("Bo", Channel.APP, null), team(null)))
        .extracting(Notice::recipient)
        .containsExactly("bo@x");
    assertThat(decide(revised, with(Status.ANSWERED, Recovery.NONE), team(null))).isEmpty();
  }

  @Test
  void anEscalationGoesWhereItsStepSays() {
    assertThat(recipients(new CaseEscalated("1", "TEAM", null))).containsExactly("anna@x", "bo@x");
    assertThat(recipients(new CaseEscalated("2", "LEAD", null))).containsExactly("lead@x");
    assertThat(recipients(new CaseEscalated("3", "MANAGER", null))).containsExactly("boss@x");
    var pager = endpoint("pager", Medium.WEBHOOK, Set.of());
    var other = endpoint("other", Medium.WEBHOOK, Set.of());
    assertThat(
            DECIDER.decide(
                fact(new CaseEscalated("4", "WEBHOOK", "pager")),
                brief(null, Channel.APP, null),
                team(null),
                List.of(pager, other)))
        .extracting(Notice::recipient)
        .containsExactly("pager");
  }

  @Test
  void whatNobodyNeedsToKnowIsNotMailed() {
    assertThat(recipients(new CaseNoted(UUID.randomUUID()))).isEmpty();
    assertThat(recipients(new CaseResolved(true))).isEmpty();
  }

  @Test
  void aTeamsEndpointHearsWhatTheTeamHearsAndOthersWhatTheyAskedFor() {
    var chat = endpoint("chat", Medium.SLACK, Set.of());
    var all = endpoint("all", Medium.WEBHOOK, null);
    var some = endpoint("some", Medium.WEBHOOK, Set.of("case.noted"));
    var foreign = new Subscription("foreign", Medium.WEBHOOK, Set.of("other-shop"), null, true);
    var off = new Subscription("off", Medium.WEBHOOK, null, null, false);
    var endpoints = List.of(chat, all, some, foreign, off);
    var team = team(null);
    assertThat(told(opened(), team, endpoints)).containsExactly("chat", "all");
    assertThat(told(new CaseNoted(UUID.randomUUID()), team, endpoints))
        .containsExactly("all", "some");
  }

  @Test
  void peopleAreToldAfterTheirQuietHoursAndProgramsAtOnce() {
    var quiet = team(new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0)));
    var notices =
        DECIDER.decide(
            fact(new CaseReopened(Cause.PERSON)),
            brief(null, Channel.APP, null),
            quiet,
            List.of(
                endpoint("chat", Medium.SLACK, Set.of()), endpoint("all", Medium.WEBHOOK, null)));
    var end = Instant.parse("2026-11-23T11:00:00Z"); // 13:00 in Riga
    assertThat(notices)
        .allSatisfy(n -> assertThat(n.dueAt()).isEqualTo(n.medium() == Medium.WEBHOOK ? AT : end));
    assertThat(decide(opened(), brief(null, Channel.APP, null), team(null)).getFirst().dueAt())
        .isEqualTo(AT.plusSeconds(2));
  }

  @Test
  void aCustomerGetsPublicAnswersAndLaterAnInvitation() {
    var id = UUID.randomUUID();
    var known = brief(null, Channel.APP, "c@x");
    var said = new CaseAnswered(id, Visibility.PUBLIC, true);
    assertThat(decide(said, known, team(null)))
        .singleElement()
        .returns(Medium.CUSTOMER, Notice::medium)
        .returns(AT, Notice::dueAt);
    assertThat(decide(new CaseResolved(true), known, team(null)))
        .singleElement()
        .returns(Notice.INVITATION, Notice::type)
        .returns(AT.plus(Duration.ofHours(1)), Notice::dueAt);
    assertThat(decide(new CaseResolved(false), known, team(null))).isEmpty();
    assertThat(decide(new CaseAnswered(id, Visibility.INTERNAL, false), known, team(null)))
        .isEmpty();
    assertThat(decide(said, brief(null, Channel.APP, null), team(null))).isEmpty();
    assertThat(decide(said, brief(null, Channel.SOCIAL, "c@x"), team(null))).isEmpty();
  }

  @Test
  void whereAPlatformDoesNotAllowItNobodyIsAskedForAChange() {
    var resolved = new CaseResolved(true);
    assertThat(decide(resolved, elsewhere(false), team(null))).isEmpty();
    assertThat(decide(resolved, elsewhere(null), team(null))).isEmpty();
    assertThat(decide(resolved, elsewhere(true), team(null)))
        .extracting(Notice::type)
        .containsExactly(Notice.INVITATION);
    var said = new CaseAnswered(UUID.randomUUID(), Visibility.PUBLIC, true);
    assertThat(decide(said, elsewhere(false), team(null))).hasSize(1);
  }

  @Test
  void anInvitationThatWaitsIsNotSentOnceThePlatformIsKnownToForbidIt() {
    var source = new Source("Somewhere", null, null, false);
    assertThat(holdsInvitation(with(Status.RESOLVED, Recovery.NONE))).isTrue();
    assertThat(holdsInvitation(with(Status.RESOLVED, Recovery.NONE, source))).isFalse();
  }

  @Test
  void theIdIsOneForEachFactAndRecipient() {
    var fact = fact(opened());
    var first = DECIDER.decide(fact, brief(null, Channel.APP, null), team(null), List.of());
    var again = DECIDER.decide(fact, brief(null, Channel.APP, null), team(null), List.of());
    assertThat(again).isEqualTo(first);
    assertThat(first).extracting(Notice::id).doesNotHaveDuplicates();
    var other =
        DECIDER.decide(fact(opened()), brief(null, Channel.APP, null), team(null), List.of());
    assertThat(other)
        .extracting(Notice::id)
        .doesNotContainAnyElementsOf(first.stream().map(Notice::id).toList());
  }

  @Test
  void ofAnErasedCaseOnlyProgramsHear() {
    assertThat(
            DECIDER.decide(
                fact(opened()), null, null, List.of(endpoint("all", Medium.WEBHOOK, null))))
        .extracting(Notice::recipient)
        .containsExactly("all");
  }

  @Test
  void peopleAreNotToldWhatIsNoLongerSo() {
    var answered = with(Status.ANSWERED, Recovery.POSSIBLE);
    var open = with(Status.OPEN, Recovery.NONE);
    var held = with(Status.ACKNOWLEDGED, Recovery.NONE);
    var page = new CaseEscalated("1", "TEAM", null);
    assertThat(holds(opened(), open)).isTrue();
    assertThat(holds(opened(), answered)).isFalse();
    assertThat(holds(page, open)).isTrue();
    assertThat(holds(page, held)).isFalse();
    assertThat(holds(new SlaWarned(0.5, null), answered)).isFalse();
    assertThat(holds(new SlaWarned(0.5, CaseFact.Clock.RESOLUTION), answered)).isTrue();
    assertThat(holds(new SlaBreached(null), answered)).isTrue();
    assertThat(holds(new SlaBreached(null), null)).isFalse();
  }

  private static boolean holds(CaseFact fact, CaseBrief brief) {
    return Truth.holds(Notice.of(fact(fact), Medium.MAIL, "anna@x", "t", AT), brief);
  }

  private static boolean holdsInvitation(CaseBrief brief) {
    return Truth.holds(Notice.invitation(fact(new CaseResolved(true), 4), "support", AT), brief);
  }

  private static List<String> recipients(CaseFact fact) {
    return decide(fact, brief(null, Channel.APP, null), team(null)).stream()
        .map(Notice::recipient)
        .toList();
  }

  private static List<Notice> decide(CaseFact fact, CaseBrief brief, Team team) {
    return DECIDER.decide(fact(fact), brief, team, List.of());
  }

  private static List<String> told(CaseFact fact, Team team, List<Subscription> endpoints) {
    return DECIDER.decide(fact(fact), brief(null, Channel.APP, null), team, endpoints).stream()
        .filter(n -> n.medium() != Medium.MAIL)
        .map(Notice::recipient)
        .toList();
  }

  private static Subscription endpoint(String id, Medium kind, Set<String> events) {
    return new Subscription(id, kind, null, events, true);
  }

  private static Team team(QuietHours quiet) {
    return new Team(
        "support",
        "Support",
        "en",
        ZoneId.of("Europe/Riga"),
        null,
        quiet,
        List.of(new Person("Anna", "anna@x"), new Person("Bo", "bo@x")),
        new Person("Lead", "lead@x"),
        new Person("Boss", "boss@x"),
        List.of("chat"));
  }

  private static CaseBrief with(Status status, Recovery recovery) {
    return with(status, recovery, null);
  }

  private static CaseBrief with(Status status, Recovery recovery, Source source) {
    return new CaseBrief(
        CASE,
        "shop",
        null,
        new Product("p", null),
        null,
        Channel.APP,
        "lv",
        "c-1",
        4,
        null,
        null,
        "support",
        null,
        status,
        recovery,
        AT,
        source);
  }

  private static CaseBrief brief(String assignee, Channel channel, String email) {
    return brief(assignee, channel, email, null);
  }

  private static CaseBrief elsewhere(Boolean askForUpdate) {
    var source = new Source("Somewhere", null, Source.AnswerAt.PUBLIC, askForUpdate);
    return brief(null, Channel.APP, "c@x", source);
  }

  private static CaseBrief brief(String assignee, Channel channel, String email, Source source) {
    return new CaseBrief(
        CASE,
        "shop",
        null,
        new Product("p", null),
        null,
        channel,
        "lv",
        null,
        0,
        null,
        email,
        "support",
        assignee,
        Status.OPEN,
        Recovery.NONE,
        AT,
        source);
  }

  private static CaseFact opened() {
    return new CaseFact.CaseOpened(
        Cause.NEGATIVE, 1, "p", "lv", null, Channel.APP, null, "support", "NORMAL");
  }

  private static Fact fact(CaseFact fact) {
    return fact(fact, 1);
  }

  private static Fact fact(CaseFact fact, long sequence) {
    var event =
        new CaseChanged(
            CASE,
            UUID.randomUUID(),
            "shop",
            sequence,
            1,
            AT,
            "heed",
            Status.OPEN,
            new Sla(AT, AT.plusSeconds(60), null, SlaStatus.RUNNING),
            Recovery.NONE,
            fact);
    var data = new String(EventJson.write(event), StandardCharsets.UTF_8);
    return new Fact(1, UUID.randomUUID(), event, data);
  }
}
