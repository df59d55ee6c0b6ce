package heed.sentiment.learning;

/**
 * How candidate and incumbent did on the held-back reviews with one, two, four or five stars.
 *
 * @param n how many they were
 * @param polarAccuracy the candidate's mean of both classes' recall, 0 to 1
 * @param incumbentPolarAccuracy the same of the head in force
 * @param p how likely so great a lead is if both are equally good (McNemar, exact, one-sided)
 */
public record Figures(
    int n,
    int negatives,
    int positives,
    double polarAccuracy,
    double incumbentPolarAccuracy,
    double p) {}
