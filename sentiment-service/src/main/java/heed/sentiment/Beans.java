package heed.sentiment;

import heed.sentiment.learning.ShopHeads;
import heed.sentiment.model.LinearModel;
import heed.sentiment.model.TextModel;
import heed.sentiment.onnx.OnnxModel;
import heed.sentiment.onnx.OnnxSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Which model reads: the embedded one, or a model of the user's own with it behind. */
final class Beans {
  @Produces
  @Singleton
  @Startup
  TextModel model(OnnxSettings own, MeterRegistry registry) {
    var embedded = LinearModel.shipped();
    try {
      return own.directory()
          .<TextModel>map(directory -> OnnxModel.open(directory, own, embedded, registry))
          .orElse(embedded);
    } catch (IllegalArgumentException e) {
      // Without a cause Quarkus tells the sentence alone, and no trace hides it.
      throw new ConfigurationException(e.getMessage());
    }
  }

  void close(@Disposes TextModel model) {
    if (model instanceof OnnxModel own) {
      own.close();
    }
  }

  @Produces
  @Singleton
  Tagger tagger(TextModel model, ShopHeads shops) {
    return new Tagger(model, shops);
  }
}
