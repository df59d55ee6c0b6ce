/**
 * What the HTTP doors of all services have in common: who may enter ({@link heed.door.Caller}), how
 * a refusal looks ({@link heed.door.Refusal}), how a list is paged ({@link heed.door.Listing}).
 */
@NullMarked
package heed.door;

import org.jspecify.annotations.NullMarked;
