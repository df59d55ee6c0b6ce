package heed.alerting.telling;

import heed.events.CaseChanged;
import java.util.UUID;

/**
 * Something that happened to a case and was put down to be told.
 *
 * @param eventId its place in the log
 * @param id its {@code ce_id}, one per case, cycle and fact
 * @param data the event as it is sent
 */
record Fact(long eventId, UUID id, CaseChanged event, String data) {
  String type() {
    return event.type().shortName();
  }
}
