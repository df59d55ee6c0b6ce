/** Benchmarks inside one JVM, each beside a floor. */
@NullMarked
package heed.bench;

import org.jspecify.annotations.NullMarked;
