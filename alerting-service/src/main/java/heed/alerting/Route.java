package heed.alerting;

import org.jspecify.annotations.Nullable;

/**
 * Where a review goes, and what is promised for it.
 *
 * @param rule the name of the rule that matched; null if none did
 * @param team by id
 */
record Route(@Nullable String rule, String team, Priority priority, SlaPolicy policy) {}
