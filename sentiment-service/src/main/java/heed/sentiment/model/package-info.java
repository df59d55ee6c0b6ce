/**
 * What a text says, without any framework: language, sentiment, aspects, alarms. The seam is {@link
 * heed.sentiment.model.TextModel}; {@link heed.sentiment.model.LinearModel} is what ships.
 */
@NullMarked
package heed.sentiment.model;

import org.jspecify.annotations.NullMarked;
