package heed.alerting;

import java.util.List;

/** What was decided: the case after it, and what to tell, in order. */
record Decision(Case after, List<Told> told) {}
