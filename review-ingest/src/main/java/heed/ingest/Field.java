package heed.ingest;

/**
 * Every field that storefronts post, by its name and what it may hold at all; {@link Fields} says
 * which of them a thing has. Those of a review come first.
 */
enum Field {
  EXTERNAL_ID("externalId", Kind.ID, 200),
  STOREFRONT("storefront", Kind.CODE, 64),
  PRODUCT_ID("product.id", Kind.ID, 200),
  PRODUCT_NAME("product.name", Kind.LINE, 500),
  ORDER_ID("order.id", Kind.ID, 200),
  ORDER_DELIVERED_AT("order.deliveredAt", Kind.CODE, 40),
  CUSTOMER_ID("customer.id", Kind.ID, 200),
  CUSTOMER_NAME("customer.name", Kind.LINE, 200),
  CUSTOMER_EMAIL("customer.email", Kind.LINE, 254),
  CUSTOMER_CONSENT("customer.consent", Kind.FLAG, 5),
  CHANNEL("channel", Kind.CODE, 20),
  RATING_SCALE("rating.scale", Kind.CODE, 20),
  RATING_VALUE("rating.value", Kind.NUMBER, 9),
  SURVEY_NPS("survey.nps", Kind.NUMBER, 9),
  SURVEY_CSAT("survey.csat", Kind.NUMBER, 9),
  SURVEY_CES("survey.ces", Kind.NUMBER, 9),
  TITLE("title", Kind.LINE, 500),
  TEXT("text", Kind.TEXT, 10_000),
  LANGUAGE("language", Kind.CODE, 35),
  COUNTRY("country", Kind.CODE, 2),
  SUBMITTED_AT("submittedAt", Kind.CODE, 40),
  ID("id", Kind.ID, 200),
  NAME("name", Kind.LINE, 500),
  TIME_ZONE("timeZone", Kind.CODE, 60),
  DELIVERED_AT("deliveredAt", Kind.CODE, 40),
  STATUS("status", Kind.CODE, 20);

  /** What a field may hold at all, before its own meaning is looked at. */
  enum Kind {
    /** One line that is not blank and names something. */
    ID,
    /** One line for people; an empty one is the same as none. */
    LINE,
    /** Any characters but NUL; an empty one is the same as none. */
    TEXT,
    /** One line whose syntax {@link Acceptance} checks. */
    CODE,
    /** A whole number of at most nine digits. */
    NUMBER,
    /** True or false, said outright. */
    FLAG
  }

  static final int COUNT = values().length;

  private final String dotted;
  private final String pointer;
  private final Kind kind;
  private final int longest;

  Field(String dotted, Kind kind, int longest) {
    this.dotted = dotted;
    this.pointer = "/" + dotted.replace('.', '/');
    this.kind = kind;
    this.longest = longest;
  }

  /** The name in messages and CSV headers, such as {@code rating.value}. */
  String dotted() {
    return dotted;
  }

  /** The place in the JSON body (RFC 6901), such as {@code /rating/value}. */
  String pointer() {
    return pointer;
  }

  Kind kind() {
    return kind;
  }

  /** The greatest length in code points, or in digits. */
  int longest() {
    return longest;
  }
}
