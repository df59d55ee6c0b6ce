/** How the weights that ship are made and measured: a command line, never part of the service. */
@NullMarked
package heed.sentiment.training;

import org.jspecify.annotations.NullMarked;
