package heed.sentiment.model;

import heed.events.Tags;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model made of a text alone, before rating and survey are joined in.
 *
 * @param language null if it cannot be told
 * @param stance null if the text is undecidable: the model says what it does not know
 * @param aspects each quote is an exact span of the text
 * @param model the name of who decided the stance; null if it is the model that was asked
 */
public record Opinion(
    Tags.@Nullable Language language,
    @Nullable Stance stance,
    List<Tags.AspectMention> aspects,
    Set<Alarm> alarms,
    @Nullable String model) {
  public Opinion {
    aspects = List.copyOf(aspects);
    alarms = Set.copyOf(alarms);
  }

  public Opinion(
      Tags.@Nullable Language language,
      @Nullable Stance stance,
      List<Tags.AspectMention> aspects,
      Set<Alarm> alarms) {
    this(language, stance, aspects, alarms, null);
  }

  /** The same opinion with a stance that {@code model} decided. */
  public Opinion by(String model, @Nullable Stance stance) {
    return new Opinion(language, stance, aspects, alarms, model);
  }
}
