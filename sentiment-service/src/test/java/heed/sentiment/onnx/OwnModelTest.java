package heed.sentiment.onnx;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(OwnModelTest.WithOwnModel.class)
class OwnModelTest {
  /** A directory by configuration, and all the time in the world. */
  public static final class WithOwnModel implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        var folder = Files.createTempDirectory("own-model");
        TinyModel.write(folder, List.of("neutral", "negative", "positive"));
        return Map.of(
            "heed.model.onnx.directory", folder.toString(),
            "heed.model.onnx.name", "tiny-2026",
            "heed.model.onnx.timeout", "PT60S");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void theTagsSayWhichModelDecided() {
    given()
        .header("Authorization", TestKey.BEARER)
        .contentType("application/json")
        .body("{\"text\": \"w1 the parcel never arrived, terrible\"}")
        .post("/v1/tags")
        .then()
        .statusCode(200)
        .body("sentiment.label", equalTo("NEGATIVE"))
        .body("language.code", equalTo("en"))
        .body("aspects.aspect", hasItem("DELIVERY"))
        .body("model", equalTo("tiny-2026"));
  }
}
