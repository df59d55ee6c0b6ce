/**
 * How the weights that ship are made and measured: a command line; of it the service uses {@link
 * heed.sentiment.training.Retraining} alone.
 */
@NullMarked
package heed.sentiment.training;

import org.jspecify.annotations.NullMarked;
