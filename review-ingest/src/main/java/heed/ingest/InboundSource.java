package heed.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source: its mapping, and what is set of it.
 *
 * @param storefront that is set, or that the mapping always says; null: an item or a key says it
 * @param signature null if no secret is set: then only a key opens the door
 */
record InboundSource(
    SourceMapping mapping,
    ItemMapper mapper,
    @Nullable String storefront,
    @Nullable SignatureCheck signature,
    InboundTally tally) {

  String name() {
    return mapping.source();
  }

  /**
   * @throws BadMapping if what is set of it cannot be meant
   */
  static InboundSource of(
      SourceMapping mapping, InboundSettings.@Nullable OfSource set, InboundTally tally) {
    var prefix = "heed.inbound.sources." + mapping.source();
    var storefront = set == null ? null : set.storefront().orElse(null);
    if (storefront != null && !Meaning.isStorefront(storefront)) {
      throw new BadMapping(prefix + ".storefront " + Meaning.STOREFRONT_NAME);
    }
    var product = set == null ? null : set.product().orElse(null);
    var mapper = new ItemMapper(mapping, storefront, product);
    var secrets = set == null ? List.<String>of() : set.secret().orElse(List.of());
    var signature =
        secrets.isEmpty()
            ? null
            : SignatureCheck.of(mapping.signing(), secrets, prefix + ".secret");
    if (signature != null && !mapper.namesStorefront()) {
      throw new BadMapping(
          "%s.secret is set, but nothing says of which storefront its reviews are; set %s.storefront, or storefront in %s"
              .formatted(prefix, prefix, mapping.file()));
    }
    return new InboundSource(
        mapping, mapper, storefront == null ? constant(mapping) : storefront, signature, tally);
  }

  private static @Nullable String constant(SourceMapping mapping) {
    var reading = mapping.storefront();
    return reading != null && reading.pointers().isEmpty() && reading.columns().isEmpty()
        ? reading.otherwise()
        : null;
  }
}
