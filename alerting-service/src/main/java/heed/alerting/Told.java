package heed.alerting;

import heed.events.CaseChanged;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a case's timeline.
 *
 * @param event what happened; it leaves on {@code cases-changed} unless it is silent
 * @param id the event's {@code ce_id}
 * @param words what people or the customer said; shown in the timeline, never sent
 * @param mark the mark of the clock that told it, if it was one
 * @param silent a mark that was passed over while the service was away: recorded, not told
 */
record Told(
    CaseChanged event, UUID id, Map<String, String> words, @Nullable Mark mark, boolean silent) {}
