package heed.alerting.telling;

import heed.alerting.CaseBrief;
import heed.alerting.Consent;
import heed.alerting.CustomerName;
import heed.alerting.Desk;
import heed.alerting.telling.CrmRows.About;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Of which cases CRMs may hear: those of customers with an id, who did not say no. */
@Singleton
class CrmAudience {
  private final Desk desk;
  private final boolean consentRequired;

  CrmAudience(Desk desk, TellingSettings settings) {
    this.desk = desk;
    this.consentRequired = settings.crm().consentRequired();
  }

  /**
   * Who listens to facts of a case.
   *
   * @param all the endpoints that listen at all
   * @param others the same without CRMs
   * @param open customers of whom CRMs may hear
   */
  record Audience(List<Subscription> all, List<Subscription> others, Set<CustomerName> open) {
    List<Subscription> of(@Nullable CaseBrief brief) {
      return brief != null && brief.customer() != null && open.contains(brief.customer())
          ? all
          : others;
    }
  }

  Audience of(Connection connection, List<Subscription> listening, Collection<CaseBrief> cases)
      throws SQLException {
    var others = listening.stream().filter(s -> s.kind() != Medium.CRM).toList();
    if (others.size() == listening.size()) {
      return new Audience(listening, others, Set.of());
    }
    var open = new HashSet<CustomerName>();
    cases.stream().map(CaseBrief::customer).filter(Objects::nonNull).forEach(open::add);
    var said = desk.consents(connection, open);
    open.removeIf(c -> !said.getOrDefault(c, Consent.NOT_SAID).allows(consentRequired));
    return new Audience(listening, others, open);
  }

  /** Whom the messages to CRMs among these are about. */
  static List<About> about(List<Notice> notices, Map<UUID, CaseBrief> cases) {
    var about = new ArrayList<About>();
    for (var notice : notices) {
      var brief = notice.medium() == Medium.CRM ? cases.get(notice.caseId()) : null;
      var customer = brief == null ? null : brief.customer();
      if (customer != null) {
        about.add(new About(notice.id(), notice.recipient(), customer, notice.at()));
      }
    }
    return about;
  }
}
