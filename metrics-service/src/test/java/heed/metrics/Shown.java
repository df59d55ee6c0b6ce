package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

/** A page of the dashboard, as soon as it can be judged. */
final class Shown {
  /**
   * Returns once it is drawn and nothing is about to be drawn again: it is when the stream of
   * changes has opened, before or after the first look, and looks once more then.
   */
  static void settled(Page page) {
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    assertThat(page.locator("h1")).isVisible();
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
  }

  private Shown() {}
}
