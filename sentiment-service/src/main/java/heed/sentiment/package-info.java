/**
 * Reads what customers wrote and tags it: {@link heed.sentiment.ReviewsReceived} and {@link
 * heed.sentiment.TagsResource} are the doors, {@link heed.sentiment.Tagger} decides, {@link
 * heed.sentiment.model.TextModel} reads.
 */
@NullMarked
package heed.sentiment;

import org.jspecify.annotations.NullMarked;
