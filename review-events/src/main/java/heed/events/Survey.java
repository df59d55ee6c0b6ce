package heed.events;

import org.jspecify.annotations.Nullable;

/**
 * Answers to the survey questions; a question that was not answered is null and counts nowhere.
 *
 * @param nps likelihood to recommend, 0-10
 * @param csat satisfaction, 1-5
 * @param ces customer effort score 2.0, 1-7, 7 = easy
 */
public record Survey(@Nullable Integer nps, @Nullable Integer csat, @Nullable Integer ces) {
  public Survey {
    Wire.betweenOrNull(nps, 0, 10, "survey.nps");
    Wire.betweenOrNull(csat, 1, 5, "survey.csat");
    Wire.betweenOrNull(ces, 1, 7, "survey.ces");
  }
}
