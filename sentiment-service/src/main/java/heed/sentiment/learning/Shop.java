package heed.sentiment.learning;

/**
 * One storefront's customers in one language: what a model is taught for, and never beyond.
 *
 * @param language ISO 639-1
 */
record Shop(String storefront, String language) {
  Shop {
    if (storefront.isEmpty() || !language.matches("[a-z]{2,3}")) {
      throw new IllegalArgumentException("a shop needs a storefront and an ISO 639 language");
    }
  }

  /** The key of the model in force on {@code models-promoted}; a language holds no dot. */
  String key() {
    return storefront + "." + language;
  }

  /** The key of one version on {@code models-promoted}. */
  String key(int version) {
    return key() + "@" + version;
  }

  /** As tags carry it behind the name of the model it was taught from. */
  String name(int version) {
    return "+" + key() + "." + version;
  }
}
