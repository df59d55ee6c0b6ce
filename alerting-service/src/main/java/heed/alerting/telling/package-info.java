/**
 * Telling people and programs what happens to cases, by mail, chat and webhook.
 *
 * <p>A fact is put down as {@code untold} by the statement that writes its event. {@link
 * heed.alerting.telling.Planner} chooses its recipients, {@link heed.alerting.telling.Gatherer}
 * makes one message of what waits for the same one, {@link heed.alerting.telling.Sender} delivers
 * it until it arrives or is given up.
 */
@NullMarked
package heed.alerting.telling;

import org.jspecify.annotations.NullMarked;
