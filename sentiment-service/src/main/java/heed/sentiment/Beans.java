package heed.sentiment;

import heed.sentiment.learning.ShopHeads;
import heed.sentiment.model.LinearModel;
import heed.sentiment.model.TextModel;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Which model reads: here another one is put in its place. */
final class Beans {
  @Produces
  @Singleton
  @Startup
  TextModel model() {
    return LinearModel.shipped();
  }

  @Produces
  @Singleton
  Tagger tagger(TextModel model, ShopHeads shops) {
    return new Tagger(model, shops);
  }
}
