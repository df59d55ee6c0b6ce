/** A Kafka broker and a PostgreSQL that run from jars: no container engine, no installation. */
@NullMarked
package heed.embedded;

import org.jspecify.annotations.NullMarked;
