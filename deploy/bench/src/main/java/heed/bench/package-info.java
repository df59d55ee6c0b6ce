/**
 * What {@code ./heed bench} measures, every figure beside a floor of the same run; and benchmarks
 * inside one JVM.
 */
@NullMarked
package heed.bench;

import org.jspecify.annotations.NullMarked;
