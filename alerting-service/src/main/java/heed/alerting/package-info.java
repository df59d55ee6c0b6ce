/**
 * Cases and their clocks: what the stream of tagged reviews, people and time make of a case, kept
 * in PostgreSQL and told on {@code cases-changed}.
 *
 * <p>Doors ({@link heed.alerting.ReviewsTagged}, {@code CasesResource}, {@code DueMarks}) load a
 * {@link heed.alerting.Case}, ask a pure decider and save what it decided; {@code OutboxRelay} and
 * {@code CaseEvents} tell it.
 */
@NullMarked
package heed.alerting;

import org.jspecify.annotations.NullMarked;
