package heed.metrics.display;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a person should look at a review first. It is told the words and where else they stand, and
 * nothing of the rating, so one star and five are held for the same.
 */
public final class SpamDecider {
  /** Signs and letters below which nothing can be said about how they are mixed. */
  private static final int ENOUGH = 12;

  private static final int FEW_DISTINCT = 3;

  private static final String[] SCHEMES = {"http://", "https://", "www."};

  /** Names of places; endings that are words, too, count only where a path follows. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?<![@\\p{Alnum}.-])[\\p{Alnum}-]++\\.(?:(?:com|net|org|info|biz|shop|store|online|xyz|site|club|app|ru|lv|lt|ee|pl"
              + "|sk|hr|fr)(?=$|[\\s/),;!?])|\\p{Lower}{2,6}/\\p{Alnum})");

  /** Begins at the sign: what is before it may be as long as the text. */
  private static final Pattern MAIL = Pattern.compile("(?<=[\\w.+-])@[\\w-]++\\.\\p{Alpha}{2}");

  private static final String[] MESSENGERS = {"whatsapp", "telegram", "viber", "wechat"};

  /** Digits in one run that begins as numbers of telephones do. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{Alnum}+])(?:\\+|00?)\\d[\\d ()/-]{6,20}\\d(?!\\p{Alnum})");

  private static final Pattern DATE = Pattern.compile("\\d{1,4}[-/ ]\\d{1,2}[-/ ]\\d{1,4}.*");
  private static final int SHORTEST_NUMBER = 8;

  /** All that read a text; each takes time in proportion to its length, whatever it says. */
  static final List<Pattern> PATTERNS = List.of(DOMAIN, MAIL, NUMBER);

  /** What there is to hold it for; nothing for most. */
  public static Set<Hold> decide(Writing writing, Echo echo) {
    var holds = EnumSet.noneOf(Hold.class);
    var words = writing.words();
    var plain = PlainText.of(words);
    if (link(words, plain)) {
      holds.add(Hold.LINK);
    }
    if (contact(words, plain)) {
      holds.add(Hold.CONTACT);
    }
    if (saysNothing(words)) {
      holds.add(Hold.NO_WORDS);
    }
    if (echo.isSuspicious()) {
      holds.add(Hold.REPEATED);
    }
    if (AbuseWords.of(writing.language()).in(plain)) {
      holds.add(Hold.ABUSE);
    }
    return holds;
  }

  private static boolean link(String words, String plain) {
    return anyIn(plain, SCHEMES) || (dotInside(words) && DOMAIN.matcher(words).find());
  }

  /** True if a full stop is followed by a letter: most are followed by a space. */
  private static boolean dotInside(String words) {
    for (var dot = words.indexOf('.'); dot >= 0; dot = words.indexOf('.', dot + 1)) {
      if (dot + 1 < words.length() && Character.isLetter(words.charAt(dot + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contact(String words, String plain) {
    if (words.indexOf('@') >= 0 && MAIL.matcher(words).find()) {
      return true;
    }
    return anyIn(plain, MESSENGERS) || (digits(words) >= SHORTEST_NUMBER && telephone(words));
  }

  private static boolean anyIn(String plain, String[] signs) {
    for (var sign : signs) {
      if (plain.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  private static boolean telephone(String words) {
    var number = NUMBER.matcher(words);
    while (number.find()) {
      if (digits(number.group()) >= SHORTEST_NUMBER && !DATE.matcher(number.group()).matches()) {
        return true;
      }
    }
    return false;
  }

  private static int digits(String words) {
    var digits = 0;
    for (var i = 0; i < words.length(); i++) {
      if (Character.isDigit(words.charAt(i))) {
        digits++;
      }
    }
    return digits;
  }

  /** Signs in place of words, or a few letters again and again. */
  private static boolean saysNothing(String words) {
    var signs = 0;
    var letters = 0;
    var distinct = 0;
    var seen = new int[FEW_DISTINCT];
    for (var i = 0; i < words.length(); ) {
      var point = words.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isWhitespace(point)) {
        continue;
      }
      signs++;
      if (Character.isLetterOrDigit(point)
          || Character.getType(point) == Character.NON_SPACING_MARK) {
        letters++;
        if (distinct <= FEW_DISTINCT && isNew(seen, distinct, Character.toLowerCase(point))) {
          distinct++;
        }
      }
    }
    var few = distinct <= FEW_DISTINCT;
    return signs >= ENOUGH && (letters * 10 < signs * 3 || (letters >= ENOUGH && few));
  }

  /** Puts it down while there is room: one more than a few is all that has to be known. */
  private static boolean isNew(int[] seen, int n, int point) {
    for (var i = 0; i < Math.min(n, seen.length); i++) {
      if (seen[i] == point) {
        return false;
      }
    }
    if (n < seen.length) {
      seen[n] = point;
    }
    return true;
  }

  private SpamDecider() {}
}
