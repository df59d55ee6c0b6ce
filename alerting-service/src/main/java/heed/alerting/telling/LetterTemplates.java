package heed.alerting.telling;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Letters to customers in their language, as the shop words them or as they ship. */
@Singleton
public class LetterTemplates {
  /**
   * What a letter says.
   *
   * @param html the same, for mail programs that show pages
   */
  public record Worded(String subject, String text, String html) {}

  /**
   * A letter in words.
   *
   * @param language BCP 47; one in which nothing is written is passed over for {@code otherwise},
   *     and that for English
   * @param customer the name; null: the greeting does without
   * @param values of the kind's other placeholders
   */
  public Worded word(
      Connection connection,
      LetterKind kind,
      @Nullable String language,
      String otherwise,
      @Nullable String customer,
      Map<String, String> values)
      throws SQLException {
    var all = TemplateDesk.whole(connection);
    var template =
        Stream.of(language, primary(language), otherwise, primary(otherwise), "en")
            .filter(Objects::nonNull)
            .map(l -> all.get(kind.in(String.valueOf(l))))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    var subject = Greeting.in(template.title(), customer, values).replaceAll("\\p{Cntrl}+", " ");
    return new Worded(
        subject,
        Greeting.in(template.text(), customer, values) + "\n",
        LetterHtml.of(template.language(), subject, template.text(), customer, values));
  }

  private static @Nullable String primary(@Nullable String language) {
    return language == null ? null : language.split("-", 2)[0];
  }
}
