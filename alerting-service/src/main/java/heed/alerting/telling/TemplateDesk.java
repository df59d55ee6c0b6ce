package heed.alerting.telling;

import heed.alerting.CaseBrief;
import heed.alerting.Deeds;
import heed.alerting.Desk;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.door.Caller;
import heed.door.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps reply templates, and fills one for a case. One's own goes before one that ships. */
@ApplicationScoped
class TemplateDesk {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<ReplyTemplate> SHIPPED = ReplyTemplate.shipped();
  private static final String PUT =
      """
      insert into templates (id, title, language, text, changed_at, changed_by)
      values (?, ?, ?, ?, now(), ?)
      on conflict (id) do update set title = excluded.title, language = excluded.language,
        text = excluded.text, changed_at = excluded.changed_at, changed_by = excluded.changed_by
      """;

  private final Transactions transactions;
  private final Desk desk;
  private final Caller caller;
  private final Deeds deeds;

  TemplateDesk(Transactions transactions, Desk desk, Caller caller, Deeds deeds) {
    this.transactions = transactions;
    this.desk = desk;
    this.caller = caller;
    this.deeds = deeds;
  }

  Collection<ReplyTemplate> all() {
    return transactions.answer(LIMIT, connection -> all(connection).values());
  }

  /**
   * True if there was none of one's own with this id.
   *
   * @throws Refusal 403 for a key that is not for every storefront
   */
  boolean put(ReplyTemplate t) {
    mayChange();
    return transactions.answer(
        LIMIT,
        connection -> {
          var before = all(connection).get(t.id());
          Sql.update(connection, PUT, t.id(), t.title(), t.language(), t.text(), caller.name());
          deeds.done(connection, null, t.id());
          return before == null || before.builtIn();
        });
  }

  /**
   * Deletes one of one's own; one that ships under the same id is there again.
   *
   * @throws Refusal 404 if there is none, 409 for one that ships, 403 as {@link #put} does
   */
  void delete(String id) {
    mayChange();
    transactions.answer(
        LIMIT,
        connection -> {
          var before = find(connection, id);
          if (before.builtIn()) {
            throw Refusal.status(409, "this one ships with Heed and stays; put one of your own");
          }
          deeds.done(connection, null, id);
          return Sql.update(connection, "delete from templates where id = ?", id);
        });
  }

  private void mayChange() {
    if (caller.storefronts().isPresent()) {
      throw Refusal.status(
          403, "the templates are those of every storefront; use a key that is for all of them");
    }
  }

  /**
   * A template, filled for a case.
   *
   * @throws Refusal 404 if there is no such case, 400 if there is no such template
   */
  ReplyTemplate draft(UUID caseId, String template) {
    return transactions.answer(
        LIMIT,
        connection -> {
          var brief = desk.cases(connection, List.of(caseId)).get(caseId);
          if (brief == null || !desk.sees(caller, brief)) {
            throw Refusal.notFound("no case has this id");
          }
          return filled(all(connection).get(template), brief);
        });
  }

  private ReplyTemplate filled(
      @org.jspecify.annotations.Nullable ReplyTemplate t, CaseBrief brief) {
    if (t == null || t.kind() != LetterKind.REPLY) {
      throw Refusal.field("/template", "template is none of those that GET /v1/templates lists");
    }
    var values =
        Map.of(
            "product", brief.productName(),
            "storefront", brief.storefront(),
            "agent", caller.name());
    var text = Greeting.in(t.text(), brief.customerName(), values);
    return new ReplyTemplate(t.id(), t.title(), t.language(), text, t.builtIn());
  }

  private static ReplyTemplate find(Connection connection, String id) throws SQLException {
    var found = all(connection).get(id);
    if (found == null) {
      throw Refusal.notFound("no template has this id");
    }
    return found;
  }

  static Map<String, ReplyTemplate> all(Connection connection) throws SQLException {
    return shippedAnd(own(connection));
  }

  /** Those that can go to a customer as they are. */
  static Map<String, ReplyTemplate> whole(Connection connection) throws SQLException {
    return shippedAnd(own(connection).stream().filter(ReplyTemplate::whole).toList());
  }

  private static Map<String, ReplyTemplate> shippedAnd(List<ReplyTemplate> own) {
    var all = new LinkedHashMap<String, ReplyTemplate>();
    SHIPPED.forEach(t -> all.put(t.id(), t));
    own.forEach(t -> all.put(t.id(), t));
    return all;
  }

  private static List<ReplyTemplate> own(Connection connection) throws SQLException {
    return Sql.list(connection, "select * from templates order by language, id", TemplateDesk::own);
  }

  private static ReplyTemplate own(ResultSet row) throws SQLException {
    return new ReplyTemplate(
        row.getString("id"),
        row.getString("title"),
        row.getString("language"),
        row.getString("text"),
        false);
  }
}
