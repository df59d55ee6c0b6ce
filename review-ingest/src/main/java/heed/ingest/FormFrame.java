package heed.ingest;

/** What every page of the form has around it. */
final class FormFrame {
  /**
   * A whole page.
   *
   * @param shop above the title; empty where it is not known whose link it is
   * @param embedded true in a frame of a shop's page, which has a ground and a head of its own
   */
  static Html page(FormWords words, String shop, String title, boolean embedded, Html... content) {
    var main = Html.of("main");
    if (!shop.isEmpty()) {
      main.add(Html.of("p", shop).with("class", "shop").with("dir", "auto"));
    }
    main.add(Html.of("h1", title)).add(content);
    return Html.of("html")
        .with("lang", words.language())
        .with("dir", words.say("direction"))
        .with("class", embedded ? "embedded" : "alone")
        .add(head(shop.isEmpty() ? title : title + " – " + shop), Html.of("body").add(main));
  }

  /** The same for a page that has something to say and no more. */
  static Html told(FormWords words, String shop, String title, boolean embedded, Html... content) {
    return page(
        words, shop, title, embedded, Html.of("section").with("class", "card told").add(content));
  }

  private static Html head(String title) {
    return Html.of("head")
        .add(
            Html.of("meta").with("charset", "utf-8"),
            Html.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Html.of("meta").with("name", "robots").with("content", "noindex"),
            Html.of("title", title),
            Html.of("link")
                .with("rel", "icon")
                .with("href", "/form/icon.svg")
                .with("type", "image/svg+xml"),
            Html.of("link").with("rel", "stylesheet").with("href", "/form/form.css"),
            Html.of("script").with("src", "/form/form.js").flag("defer", true));
  }

  private FormFrame() {}
}
