package heed.ingest;

import heed.events.FormLink;

/** The pages of a title and a text: received, expired, unknown, and what unsubscribing needs. */
final class FormNotice {
  /** A review has arrived; it can still be changed. */
  static Html thanks(FormWords words, String shop, String formPath, boolean embedded) {
    return FormFrame.told(
        words,
        shop,
        words.say("thanks.title"),
        embedded,
        tick(),
        Html.of("p", words.say("thanks.text", shop)).with("role", "status"),
        Html.of("p", words.say("again")).with("class", "hint"),
        Html.of("p").add(Html.of("a", words.say("thanks.again")).with("href", formPath)));
  }

  /** A link that was one of ours; the day is the last on which it could be used. */
  static Html expired(FormWords words, FormLink link, String shop, boolean embedded) {
    return FormFrame.told(
        words,
        shop,
        words.say("expired.title"),
        embedded,
        Html.of("p", words.say("expired.text", link.expiresAt())));
  }

  /** Of nobody's link: {@code key} names the title and the text. */
  static Html of(FormWords words, String key, boolean embedded) {
    return FormFrame.told(
        words, "", words.say(key + ".title"), embedded, Html.of("p", words.say(key + ".text")));
  }

  /** Asks whether somebody means it; mail programs that look at links change nothing by that. */
  static Html decline(FormWords words, String shop, String path, boolean notSaved) {
    var away =
        Html.of("p", words.say("decline.away")).with("role", "alert").with("class", "notice");
    return FormFrame.told(
        words,
        shop,
        words.say("decline.title"),
        false,
        notSaved ? away : Html.of("span").flag("hidden", true),
        Html.of("p", words.say("decline.text", shop)),
        Html.of("form")
            .with("method", "post")
            .with("action", path)
            .add(
                Html.of("input")
                    .with("type", "hidden")
                    .with("name", "List-Unsubscribe")
                    .with("value", "One-Click"),
                Html.of("button", words.say("decline.button")).with("type", "submit")));
  }

  /** It is done. */
  static Html declined(FormWords words, String shop) {
    return FormFrame.told(
        words,
        shop,
        words.say("declined.title"),
        false,
        tick(),
        Html.of("p", words.say("declined.text", shop)).with("role", "status"));
  }

  private static Html tick() {
    return Html.of("i").with("class", "tick").with("aria-hidden", "true");
  }

  private FormNotice() {}
}
