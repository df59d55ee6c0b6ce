package heed.ingest;

/** What every field must be, whatever it means: whole characters, one line, not too long. */
final class Shape {
  private static final Field[] FIELDS = Field.values();

  /** Adds an error for each field of a wrong shape; drops empty lines and texts. */
  static void check(Posted posted) {
    for (var field : FIELDS) {
      var value = posted.get(field);
      if (value != null) {
        check(posted, field, value);
      }
    }
    posted.items().forEach(Shape::check);
  }

  private static void check(Posted posted, Field field, String value) {
    var kind = field.kind();
    if (value.isEmpty() && (kind == Field.Kind.LINE || kind == Field.Kind.TEXT)) {
      posted.drop(field);
      return;
    }
    var fault = Characters.fault(value, field.longest(), kind != Field.Kind.TEXT);
    if (fault != null) {
      posted.wrong(field, detail(fault, field));
    } else if (kind == Field.Kind.ID && Characters.invisible(value)) {
      posted.wrong(field, "is blank, must name something; leave it out if there is none");
    }
  }

  private static String detail(Characters.Fault fault, Field field) {
    return fault == Characters.Fault.TOO_LONG
        ? "is longer than " + field.longest() + " characters; shorten it"
        : fault.detail();
  }

  private Shape() {}
}
