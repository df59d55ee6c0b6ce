package heed.metrics;

import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** The real broker and the real database, for all tests of this module. */
@QuarkusTestResource(KafkaForTests.class)
@QuarkusTestResource(
    value = PostgresForTests.class,
    initArgs = @ResourceArg(name = "database", value = "metrics"))
final class WithInfrastructure {
  private WithInfrastructure() {}
}
