/**
 * The way in. Read {@link heed.ingest.ReviewsResource} first: what is posted is read ({@link
 * heed.ingest.Posted}), judged ({@link heed.ingest.Acceptance}), appended ({@link
 * heed.ingest.ReviewLog}), and only then answered with 202. Nothing is stored here.
 */
@NullMarked
package heed.ingest;

import org.jspecify.annotations.NullMarked;
