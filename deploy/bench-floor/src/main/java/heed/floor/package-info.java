/** The least that an endpoint of this kind costs. */
@NullMarked
package heed.floor;

import org.jspecify.annotations.NullMarked;
