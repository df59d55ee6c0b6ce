package heed.alerting.telling;

import heed.alerting.CaseBrief;
import heed.alerting.Person;
import heed.alerting.Team;
import heed.events.CaseFact.CaseAnswered;
import heed.events.CaseFact.CaseEscalated;
import heed.events.CaseFact.CaseResolved;
import heed.events.CaseFact.Visibility;
import heed.events.Channel;
import heed.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of a fact. Programs hear it at once; people after a moment, and not in their quiet
 * hours.
 *
 * @param settle how long a notice to people waits for others
 * @param mail false if there is no sender: then nobody gets mail
 */
record NoticeDecider(
    Duration settle,
    boolean mail,
    Set<Channel> answerChannels,
    Set<Channel> inviteChannels,
    Duration inviteAfter) {
  /** What a team hears of its cases. */
  static final Set<EventType> ALARMING =
      EnumSet.of(
          EventType.CASE_OPENED,
          EventType.CASE_REOPENED,
          EventType.CASE_UNACKNOWLEDGED,
          EventType.CASE_ESCALATED,
          EventType.SLA_WARNED,
          EventType.SLA_BREACHED);

  /** The notices of one fact, by id: whoever has two reasons to hear it hears it once. */
  private static final class Notices {
    private final LinkedHashMap<Object, Notice> notices = new LinkedHashMap<>();

    void add(Notice notice) {
      notices.putIfAbsent(notice.id(), notice);
    }
  }

  /**
   * Decides.
   *
   * @param brief the case as it stands; null once it is erased: then only programs hear
   * @param team of the case; null as well
   */
  List<Notice> decide(
      Fact fact, @Nullable CaseBrief brief, @Nullable Team team, List<Subscription> endpoints) {
    var notices = new Notices();
    for (var endpoint : endpoints) {
      if (endpoint.hears(fact) || (endpoint.of(fact) && addressed(endpoint, fact, team))) {
        tell(notices, fact, endpoint, team);
      }
    }
    if (mail && brief != null && team != null) {
      for (var person : people(fact, brief, team)) {
        var dueAt = audible(fact.event().at(), team);
        notices.add(Notice.of(fact, Medium.MAIL, person.email(), team.id(), dueAt));
      }
      tellCustomer(notices, fact, brief);
    }
    return List.copyOf(notices.notices.values());
  }

  private void tell(Notices notices, Fact fact, Subscription endpoint, @Nullable Team team) {
    var at = fact.event().at();
    var dueAt = endpoint.kind().gathered() && team != null ? audible(at, team) : at;
    var teamId = team == null ? "" : team.id();
    notices.add(Notice.of(fact, endpoint.kind(), endpoint.id(), teamId, dueAt));
  }

  /** True if the team or the escalation sends it there. */
  private static boolean addressed(Subscription endpoint, Fact fact, @Nullable Team team) {
    if (endpoint.kind() == Medium.CRM) {
      return false;
    }
    if (fact.event().fact() instanceof CaseEscalated step && "WEBHOOK".equals(step.to())) {
      return endpoint.id().equals(step.endpoint());
    }
    return team != null
        && team.endpoints().contains(endpoint.id())
        && ALARMING.contains(fact.event().type());
  }

  private static List<Person> people(Fact fact, CaseBrief brief, Team team) {
    return switch (fact.event().type()) {
      case CASE_OPENED, CASE_UNACKNOWLEDGED -> team.members();
      case CASE_REOPENED, SLA_WARNED -> whoHasIt(brief, team);
      case CASE_REVISED -> brief.unanswered() ? whoHasIt(brief, team) : List.of();
      case CASE_ASSIGNED -> assignee(brief, team);
      case SLA_BREACHED -> with(team.members(), team.lead());
      case CASE_ESCALATED -> escalated((CaseEscalated) fact.event().fact(), team);
      default -> List.of();
    };
  }

  private static List<Person> escalated(CaseEscalated step, Team team) {
    return switch (String.valueOf(step.to())) {
      case "LEAD" -> with(List.of(), team.lead());
      case "MANAGER" -> with(List.of(), team.manager());
      case "WEBHOOK" -> List.of();
      default -> team.members();
    };
  }

  /** The assignee if that is somebody whose address is known, else the whole team. */
  private static List<Person> whoHasIt(CaseBrief brief, Team team) {
    var assignee = assignee(brief, team);
    return assignee.isEmpty() ? team.members() : assignee;
  }

  private static List<Person> assignee(CaseBrief brief, Team team) {
    var name = brief.assignee();
    return everybody(team)
        .filter(p -> name != null && (p.name().equalsIgnoreCase(name) || p.email().equals(name)))
        .limit(1)
        .toList();
  }

  private static Stream<Person> everybody(Team team) {
    return Stream.concat(team.members().stream(), Stream.of(team.lead(), team.manager()))
        .filter(Objects::nonNull);
  }

  private static List<Person> with(List<Person> people, @Nullable Person one) {
    var all = new ArrayList<>(people);
    if (one != null) {
      all.add(one);
    }
    return all;
  }

  /** Mail that a customer gets: the answer, and once the invitation to look at the review again. */
  private void tellCustomer(Notices notices, Fact fact, CaseBrief brief) {
    if (brief.customerEmail() == null) {
      return;
    }
    var at = fact.event().at();
    var told = fact.event().fact();
    if (told instanceof CaseAnswered answered
        && answered.visibility() == Visibility.PUBLIC
        && answerChannels.contains(brief.channel())) {
      notices.add(Notice.of(fact, Medium.CUSTOMER, Notice.CUSTOMER, brief.team(), at));
    }
    if (told instanceof CaseResolved resolved
        && resolved.answered()
        && brief.mayAskForUpdate()
        && inviteChannels.contains(brief.channel())) {
      notices.add(Notice.invitation(fact, brief.team(), at.plus(inviteAfter)));
    }
  }

  private Instant audible(Instant at, Team team) {
    var quiet = team.quietHours();
    var settled = at.plus(settle);
    return quiet == null ? settled : quiet.audibleFrom(settled, team.timeZone());
  }
}
