package heed.ingest;

import heed.door.Refusal;
import org.jspecify.annotations.Nullable;

/** The query parameter that says of which storefront something is to be erased. */
final class StorefrontQuery {
  /**
   * The parameter as it came; null if there is none.
   *
   * @throws Refusal 400 if no storefront can have that name
   */
  static @Nullable String of(@Nullable String parameter) {
    if (parameter == null || Meaning.isStorefront(parameter)) {
      return parameter;
    }
    throw Refusal.badRequest("storefront " + Meaning.STOREFRONT_NAME);
  }

  private StorefrontQuery() {}
}
