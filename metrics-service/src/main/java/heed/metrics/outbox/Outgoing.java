package heed.metrics.outbox;

import heed.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that is to leave.
 *
 * @param key of the record; within a topic and key events leave in the order they were written
 * @param id its {@code ce_id}: one per fact, the same however often it is sent
 * @param event its data
 */
public record Outgoing(
    String topic, String key, UUID id, EventType type, Instant at, Object event) {}
