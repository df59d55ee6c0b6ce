package heed.alerting;

import org.jspecify.annotations.Nullable;

/**
 * What was decided about a case when it opened, beside its team and its policy.
 *
 * @param routing the version that decided; 0 is the configuration
 * @param rule the name of the rule that matched; null if none did
 */
record Pinned(int routing, @Nullable String rule, Priority priority) {}
