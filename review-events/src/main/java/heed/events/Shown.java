package heed.events;

/** Untrusted words inside a message: cut short, control characters replaced. */
final class Shown {
  private static final int LONGEST = 80;

  static String of(String untrusted) {
    var cut = untrusted.length() > LONGEST ? untrusted.substring(0, LONGEST) + "…" : untrusted;
    return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
  }

  private Shown() {}
}
