package heed.alerting;

import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test runs against the service with a real broker and a real database. */
@QuarkusTestResource(KafkaForTests.class)
@QuarkusTestResource(
    value = PostgresForTests.class,
    initArgs = @ResourceArg(name = "database", value = "alerting"))
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnTheWire {}
