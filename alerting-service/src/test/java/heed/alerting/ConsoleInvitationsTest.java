package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of asking: who was asked, what came of it, and whom not to ask. */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleTest.People.class)
class ConsoleInvitationsTest {
  private static final String SOME =
      """
      insert into invitations (order_key, storefront, revision, state, order_id, details,
        delivered_at, received_at, next_at, sent_at, opened_at, answered_at)
      select gen_random_uuid(), 'riga-shop', n, s, 'order-' || n,
        '{"products": [{"id": "sku-1", "name": "Kettle"}]}',
        now() - make_interval(days => n), now(), case when s = 'WAITING' then now() + interval '1 day' end,
        case when s <> 'WAITING' then now() - interval '1 day' end,
        case when s = 'ANSWERED' then now() - interval '3 hours' end,
        case when s = 'ANSWERED' then now() - interval '2 hours' end
      from (values (1, 'WAITING'), (2, 'INVITED'), (3, 'ANSWERED')) as made (n, s)
      """;

  @TestHTTPResource("/")
  URI root;

  @Inject Transactions transactions;

  private Browser browser;

  @BeforeAll
  static void waitAsLongAsTheOtherTests() {
    PlaywrightAssertions.setDefaultAssertionTimeout(World.SOON.toMillis());
  }

  @BeforeEach
  void open() {
    browser = Browser.open(root);
    execute(SOME);
  }

  @AfterEach
  void close() {
    execute("delete from invitations");
    execute("delete from suppressions");
    if (browser != null) {
      browser.close();
      assertThat(browser.faults).isEmpty();
    }
  }

  private void execute(String sql) {
    transactions.call(World.SOON, c -> Sql.update(c, sql));
  }

  @Test
  void ordersAreFoundByTheirStateAndOneTellsItsHistory() {
    var page = browser.window(TestKey.PLAIN, "/invitations");
    assertThat(page.locator("h1")).hasText("Invitations");
    assertThat(page.locator(".figure").first()).containsText("1");
    var answered = page.locator(".figure").filter(having("Answered"));
    assertThat(answered).containsText("50% of 2");
    assertThat(page.locator("tbody tr")).hasCount(3);
    page.getByLabel("State").selectOption("ANSWERED");
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.getByText("order-3").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Kettle");
    assertThat(dialog.locator("li")).hasCount(4);
    assertThat(dialog.locator("li").last()).containsText("A review was written");
  }

  @Test
  void whoIsNotToBeAskedIsPutOnTheListAndTakenOffIt() {
    var page = browser.window(TestKey.PLAIN, "/invitations");
    assertThat(page.locator("body")).containsText("Nobody is on the list.");
    page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("Storefront").last().fill("riga-shop");
    page.getByLabel("Or an address").fill("anna@example.com");
    page.keyboard().press("Enter");
    var line = page.locator(".item").filter(having("An address"));
    assertThat(line).containsText("asked for it");
    line.getByText("Remove").click();
    page.getByRole(AriaRole.DIALOG).getByText("Remove").last().click();
    assertThat(page.locator("body")).containsText("Nobody is on the list.");
  }

  @Test
  void whileThereIsNoMailServerThePageSaysThatLettersWait() {
    var calm = browser.window(TestKey.PLAIN, "/invitations");
    assertThat(calm.locator("tbody tr")).hasCount(3);
    assertThat(calm.locator(".warn")).isHidden();
    execute(
        """
        insert into deliveries (id, medium, recipient, event, state, attempts, next_at, outcome)
        values (gen_random_uuid(), 'CUSTOMER', 'invitations', 'order.invitation', 'WAITING', 3,
          now() + interval '1 hour', 'the mail server is away: ConnectException')
        """);
    var page = browser.window(TestKey.PLAIN, "/invitations");
    assertThat(page.locator(".warn")).containsText("The mail server cannot be reached.");
    ConsoleTest.accessible(page, "no mail server");
    execute("delete from deliveries");
  }

  @Test
  void whoMayNotSeeItIsToldSo() {
    var page = browser.window(ConsoleTest.ILZE, "/invitations");
    assertThat(page.locator("#page")).containsText("Your key may not see this part");
    browser.faults.removeIf(fault -> fault.contains("403"));
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,1280", "LIGHT,390", "DARK,390"})
  void thePageKeepsNobodyOut(ColorScheme scheme, int width) {
    execute(
        "insert into suppressions (id, storefront, kind, hash, reason) values (gen_random_uuid(), 'riga-shop', 'ADDRESS', 'x', 'BOUNCED')");
    var page = browser.window(TestKey.PLAIN, "/invitations", scheme, width, "en-GB");
    assertThat(page.locator("tbody tr")).hasCount(3);
    assertThat(page.locator(".item").filter(having("takes no mail"))).isVisible();
    ConsoleTest.accessible(page, "invitations");
    page.getByText("order-3").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    ConsoleTest.accessible(page, "an invitation's history");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
