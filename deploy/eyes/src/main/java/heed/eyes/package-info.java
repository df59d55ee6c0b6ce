/**
 * How every service is watched: {@link heed.eyes.Traces} follows a sampled review across the log,
 * {@link heed.eyes.LogWatch} tells how far its readers are behind.
 */
@NullMarked
package heed.eyes;

import org.jspecify.annotations.NullMarked;
