package heed.metrics.display;

import java.util.EnumSet;
import java.util.Locale;
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

  private static final Pattern SCHEME =
      Pattern.compile("https?://|\\bwww\\.\\p{Alnum}", Pattern.CASE_INSENSITIVE);

  /** Names of places; endings that are words, too, count only where a path follows. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?<![@\\p{Alnum}.-])[\\p{Alnum}-]{2,}\\.(?:(?:com|net|org|info|biz|shop|store|online|xyz|site|club|app|ru|lv|lt|ee|pl"
              + "|sk|hr|fr)(?=$|[\\s/),;!?])|\\p{Lower}{2,6}/\\p{Alnum})");

  private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+\\.\\p{Alpha}{2,}");
  private static final Pattern MESSENGER =
      Pattern.compile("\\b(?:whats?app|telegram|viber|wechat|t\\.me)\\b", Pattern.CASE_INSENSITIVE);

  /** Digits in one run that begins as numbers of telephones do. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{Alnum}+])(?:\\+|00?)\\d[\\d ()/-]{6,20}\\d(?!\\p{Alnum})");

  private static final Pattern DATE = Pattern.compile("\\d{1,4}[-/ ]\\d{1,2}[-/ ]\\d{1,4}.*");
  private static final int SHORTEST_NUMBER = 8;

  /** What there is to hold it for; nothing for most. */
  public static Set<Hold> decide(Writing writing, Echo echo) {
    var holds = EnumSet.noneOf(Hold.class);
    var words = writing.words();
    if (words.indexOf('.') >= 0 || words.indexOf(':') >= 0) {
      if (SCHEME.matcher(words).find() || DOMAIN.matcher(words).find()) {
        holds.add(Hold.LINK);
      }
    }
    if (contact(words)) {
      holds.add(Hold.CONTACT);
    }
    if (saysNothing(words)) {
      holds.add(Hold.NO_WORDS);
    }
    if (echo.isSuspicious()) {
      holds.add(Hold.REPEATED);
    }
    if (AbuseWords.of(writing.language()).in(words)) {
      holds.add(Hold.ABUSE);
    }
    return holds;
  }

  private static boolean contact(String words) {
    if (words.indexOf('@') >= 0 && MAIL.matcher(words).find()) {
      return true;
    }
    if (MESSENGER.matcher(words).find()) {
      return true;
    }
    var number = NUMBER.matcher(words);
    while (number.find()) {
      var digits = number.group().chars().filter(Character::isDigit).count();
      if (digits >= SHORTEST_NUMBER && !DATE.matcher(number.group()).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Signs in place of words, or a few letters again and again. */
  private static boolean saysNothing(String words) {
    var signs = 0;
    var letters = 0;
    var distinct = new StringBuilder();
    var lower = words.toLowerCase(Locale.ROOT);
    for (var i = 0; i < lower.length(); ) {
      var point = lower.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isWhitespace(point)) {
        continue;
      }
      signs++;
      if (Character.isLetterOrDigit(point)
          || Character.getType(point) == Character.NON_SPACING_MARK) {
        letters++;
        if (distinct.length() <= 2 * FEW_DISTINCT
            && distinct.indexOf(Character.toString(point)) < 0) {
          distinct.appendCodePoint(point);
        }
      }
    }
    var few = distinct.codePointCount(0, distinct.length()) <= FEW_DISTINCT;
    return signs >= ENOUGH && (letters * 10 < signs * 3 || (letters >= ENOUGH && few));
  }

  private SpamDecider() {}
}
