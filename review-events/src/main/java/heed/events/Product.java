package heed.events;

import org.jspecify.annotations.Nullable;

/** What was reviewed; the id is unique within its storefront only. */
public record Product(String id, @Nullable String name) {
  public Product {
    Wire.require(id, "product.id");
  }
}
