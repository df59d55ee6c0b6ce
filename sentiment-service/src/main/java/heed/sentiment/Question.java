package heed.sentiment;

import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.Rating;
import heed.events.Survey;
import heed.events.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of {@code /v1/tags}: a review without its circumstances. */
public record Question(
    @Nullable String text,
    @Nullable String title,
    @Nullable String language,
    @Nullable Rating rating,
    @Nullable Survey survey) {
  private static final int LONGEST_TEXT = 10_000;
  private static final int LONGEST_TITLE = 500;
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,7}");

  /**
   * The tags.
   *
   * @throws Refusal 400 naming each field that is wrong
   */
  Tags answeredBy(Tagger tagger) {
    List<FieldError> errors = new ArrayList<>();
    check(errors, "text", text, LONGEST_TEXT);
    check(errors, "title", title, LONGEST_TITLE);
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      errors.add(new FieldError("/language", "language must be a BCP 47 tag such as lv or pt-BR"));
    }
    if (errors.isEmpty() && !saysSomething()) {
      errors.add(new FieldError("", "one of text, rating or survey is required"));
    }
    if (!errors.isEmpty()) {
      throw Refusal.fields(errors);
    }
    return tagger.tag(title, text, language, rating, survey);
  }

  private boolean saysSomething() {
    var surveyed =
        survey != null && (survey.nps() != null || survey.csat() != null || survey.ces() != null);
    return rating != null || surveyed || visible(text) || visible(title);
  }

  private static boolean visible(@Nullable String text) {
    return text != null && text.codePoints().anyMatch(Question::visible);
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK ->
          false;
      default -> true;
    };
  }

  private static void check(
      List<FieldError> errors, String field, @Nullable String text, int longest) {
    if (text == null) {
      return;
    }
    if (text.indexOf('\0') >= 0) {
      errors.add(new FieldError("/" + field, field + " holds the character NUL; remove it"));
    }
    if (loneSurrogate(text)) {
      errors.add(
          new FieldError(
              "/" + field, field + " holds half of a surrogate pair; send whole characters"));
    }
    var length = text.codePointCount(0, text.length());
    if (length > longest) {
      errors.add(
          new FieldError(
              "/" + field, field + " has " + length + " characters, must have at most " + longest));
    }
  }

  private static boolean loneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
