package heed.ingest;

import heed.events.Channel;
import heed.events.FormLink;
import heed.events.Product;
import heed.ingest.FormDecider.Fault;
import java.util.Locale;
import java.util.Map;

/**
 * The form itself, with whatever was entered before and what is wrong with it. The same for every
 * customer and every rating: nothing here looks at a star before it is sent.
 */
final class FormPage {
  private static final int MOST_STARS = 5;

  private final FormLink link;
  private final FormDesk.Shop shop;
  private final FormWords words;
  private final FormEntered entered;
  private final Map<String, Fault> faults;

  FormPage(
      FormLink link,
      FormDesk.Shop shop,
      FormWords words,
      FormEntered entered,
      Map<String, Fault> faults) {
    this.link = link;
    this.shop = shop;
    this.words = words;
    this.entered = entered;
    this.faults = faults;
  }

  /**
   * The page.
   *
   * @param path of this form; that of unsubscribing is beside it
   * @param notSaved true if it was sent well and could not be kept
   */
  Html render(String path, String declinePath, boolean embedded, boolean notSaved) {
    var form = Html.of("form").with("method", "post").with("action", path).flag("novalidate", true);
    for (var i = 0; i < link.products().size(); i++) {
      form.add(product(i, link.products().get(i)));
    }
    if (!shop.questions().isEmpty()) {
      var order = Html.of("section").with("class", "card");
      shop.questions().forEach(question -> order.add(question(question)));
      form.add(order);
    }
    form.add(
        Html.of("button", words.say("send")).with("type", "submit"),
        Html.of("p", words.say("again")).with("class", "hint"));
    var content = Html.of("div").add(notSaved ? away() : faultList(), lead(), form);
    if (link.channel() == Channel.EMAIL && !embedded) {
      content.add(
          Html.of("footer").add(Html.of("a", words.say("decline.link")).with("href", declinePath)));
    }
    return FormFrame.page(words, shop.name(), words.say("form.title"), embedded, content);
  }

  private Html lead() {
    var lead = words.say("form.lead");
    return Html.of("div")
        .with("class", "lead")
        .add(
            Html.of("p", link.products().size() > 1 ? lead + " " + words.say("form.many") : lead),
            Html.of("p", words.say("form.delivered", link.deliveredAt())).with("class", "hint"));
  }

  private Html away() {
    return Html.of("div")
        .with("class", "notice")
        .with("role", "alert")
        .with("tabindex", "-1")
        .add(Html.of("h2", words.say("away.title")), Html.of("p", words.say("away.text")));
  }

  private Html faultList() {
    if (faults.isEmpty()) {
      return Html.of("div");
    }
    var list = Html.of("ul");
    faults.forEach(
        (field, fault) ->
            list.add(
                Html.of("li")
                    .add(
                        Html.of("a", about(field) + told(field, fault))
                            .with("href", "#" + target(field)))));
    return Html.of("div")
        .with("class", "notice")
        .with("role", "alert")
        .with("tabindex", "-1")
        .add(Html.of("h2", words.say("faults")), list);
  }

  /** Of which product, where there are several. */
  private String about(String field) {
    var dash = field.indexOf('-');
    return dash < 0 || link.products().size() == 1
        ? ""
        : name(link.products().get(Integer.parseInt(field.substring(dash + 1)))) + ": ";
  }

  private static String name(Product product) {
    return product.name() == null || product.name().isBlank() ? product.id() : product.name();
  }

  /** Where the field can be put right: a text itself, of choices the first. */
  private static String target(String field) {
    return field.startsWith("t") ? field : field + "-first";
  }

  private String told(String field, Fault fault) {
    return fault == Fault.LONG
        ? words.say("fault.long", FormDecider.longest(field))
        : words.say("fault." + fault.name().toLowerCase(Locale.ROOT));
  }

  private Html product(int index, Product product) {
    var heading = Html.of("h2", name(product)).with("dir", "auto");
    return Html.of("fieldset")
        .with("class", "card")
        .add(
            Html.of("legend").add(heading),
            stars(index),
            title(FormDecider.title(index)),
            text(FormDecider.text(index)));
  }

  private Html stars(int index) {
    var field = FormDecider.stars(index);
    var row = Html.of("div").with("class", "row");
    for (var stars = 1; stars <= MOST_STARS; stars++) {
      row.add(
          Html.of("label")
              .with("class", "star")
              .add(
                  radio(field, Integer.toString(stars), stars == 1),
                  Html.of("i").with("aria-hidden", "true"),
                  Html.of("span", words.say("stars." + stars)).with("class", "word")));
    }
    row.add(none(field, "×", "stars.none"));
    return group(field, words.say("stars"), "stars").add(row);
  }

  private Html question(FormQuestion question) {
    var field = question.key();
    var row = Html.of("div").with("class", "row");
    for (var value = question.lowest(); value <= question.highest(); value++) {
      row.add(
          Html.of("label")
              .with("class", "number")
              .add(
                  radio(field, Integer.toString(value), value == question.lowest()),
                  Html.of("span", Integer.toString(value))));
    }
    row.add(none(field, "–", "none"));
    var ends =
        Html.of("p")
            .with("class", "ends")
            .with("id", field + "-ends")
            .add(
                Html.of("span", words.say(field + ".low")),
                Html.of("span", words.say(field + ".high")));
    return group(field, words.say(field, shop.name()), field).add(row, ends);
  }

  /** Choices with their question, and what is wrong with the answer. */
  private Html group(String field, String question, String kind) {
    var described = faults.containsKey(field) ? field + "-fault" : "";
    if (!kind.equals("stars")) {
      described = (described + " " + field + "-ends").strip();
    }
    var group =
        Html.of("fieldset").with("class", "choices " + kind).add(Html.of("legend", question));
    return (described.isEmpty() ? group : group.with("aria-describedby", described))
        .add(fault(field));
  }

  private Html radio(String field, String value, boolean first) {
    var radio = Html.of("input").with("type", "radio").with("name", field).with("value", value);
    return (first ? radio.with("id", field + "-first") : radio)
        .flag("checked", entered.get(field).equals(value));
  }

  /** A choice that takes the others back, which a radio button cannot do by itself. */
  private Html none(String field, String sign, String key) {
    return Html.of("label")
        .with("class", "none")
        .add(
            Html.of("input")
                .with("type", "radio")
                .with("name", field)
                .with("value", "")
                .flag("checked", entered.blank(field)),
            Html.of("span", sign).with("aria-hidden", "true"),
            Html.of("span", words.say(key)).with("class", "word"));
  }

  private Html title(String field) {
    return labelled(field, "title")
        .add(
            described(
                Html.of("input")
                    .with("type", "text")
                    .with("maxlength", Integer.toString(FormDecider.longest(field)))
                    .with("value", entered.get(field)),
                field,
                ""),
            fault(field));
  }

  private Html text(String field) {
    var hint = field + "-hint";
    return labelled(field, "text")
        .add(
            described(
                Html.of("textarea", entered.get(field))
                    .with("rows", "5")
                    .with("maxlength", Integer.toString(FormDecider.longest(field))),
                field,
                hint),
            fault(field),
            Html.of("p", words.say("text.hint")).with("class", "hint").with("id", hint));
  }

  private Html labelled(String field, String key) {
    return Html.of("div")
        .with("class", "field")
        .add(
            Html.of("label", words.say(key) + " ")
                .with("for", field)
                .add(Html.of("small", "(" + words.say("optional") + ")")));
  }

  private Html described(Html input, String field, String hint) {
    var wrong = faults.containsKey(field);
    var by = ((wrong ? field + "-fault " : "") + hint).strip();
    input.with("id", field).with("name", field).with("dir", "auto");
    if (wrong) {
      input.with("aria-invalid", "true");
    }
    return by.isEmpty() ? input : input.with("aria-describedby", by);
  }

  private Html fault(String field) {
    var fault = faults.get(field);
    return fault == null
        ? Html.of("span").flag("hidden", true)
        : Html.of("p", told(field, fault)).with("class", "fault").with("id", field + "-fault");
  }
}
