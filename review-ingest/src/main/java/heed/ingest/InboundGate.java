package heed.ingest;

import heed.door.Caller;
import heed.door.Limits;
import heed.door.Quota;
import heed.door.Refusal;
import heed.door.Role;
import heed.ingest.InboundTally.What;
import heed.ingest.SignatureCheck.Verdict;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may send for a source: whoever has a key of a storefront, or signs with the source's secret.
 * Without a key a source that is closed looks like one that is not there, so that nobody learns
 * which platforms a shop listens to.
 */
@Singleton
class InboundGate {
  private final InboundSources sources;
  private final Caller caller;
  private final Limits limits;

  InboundGate(InboundSources sources, Caller caller, Limits limits) {
    this.sources = sources;
    this.caller = caller;
    this.limits = limits;
  }

  /**
   * Somebody who may try.
   *
   * @param holder of the key; null if the signature has to tell
   */
  record Entry(
      InboundSource source,
      Acceptance.Storefronts storefronts,
      Optional<Quota> quota,
      @Nullable String holder) {

    /**
     * The id of the webhook; null of one who came by a key.
     *
     * @throws Refusal 401 if it is not signed with a secret of the source
     */
    @Nullable String signed(SignatureCheck.Headers headers, byte[] body, Instant now) {
      if (holder != null) {
        return null;
      }
      var signature = source.signature();
      if (signature == null) {
        throw closed();
      }
      return switch (signature.check(headers, body, now)) {
        case Verdict.Signed signed -> signed.id();
        case Verdict.Unsigned unsigned -> {
          source.tally().add(What.UNSIGNED, 1);
          throw Refusal.status(401, unsigned.detail()).header("WWW-Authenticate", "Bearer");
        }
      };
    }
  }

  /**
   * @throws Refusal 401 if neither a key nor a signature can open it; 403 if the key may not; 404
   *     if there is no such source
   */
  Entry enter(String name) {
    return caller.holder() == null ? bySignature(name) : byKey(name);
  }

  /** The same where only a key will do: files are not signed. */
  Entry enterWithKey(String name) {
    if (caller.holder() == null) {
      throw closed();
    }
    return byKey(name);
  }

  private Entry byKey(String name) {
    if (!caller.hasRole(Role.STOREFRONT)) {
      throw Refusal.status(403, "this key's roles do not allow it; use a key whose roles do");
    }
    var source = sources.named(name);
    if (source == null) {
      throw Refusal.notFound(
          "there is no source of this name; GET /v1/inbound lists those there are");
    }
    var holder = java.util.Objects.requireNonNull(caller.holder());
    return new Entry(source, caller::storefront, limits.of(caller), holder.id());
  }

  private Entry bySignature(String name) {
    var source = sources.named(name);
    if (source == null || source.signature() == null) {
      throw closed();
    }
    return new Entry(source, InboundGate::named, limits.of("inbound-" + name), null);
  }

  /** The mapping names it, or it was refused before this. */
  private static String named(@Nullable String storefront) {
    if (storefront == null) {
      throw new IllegalStateException("a source that is signed names no storefront");
    }
    return storefront;
  }

  private static Refusal closed() {
    return Refusal.status(
            401,
            "a key is needed: send it as \"Authorization: Bearer <key>\"; a source that has a secret"
                + " here may sign instead")
        .header("WWW-Authenticate", "Bearer");
  }
}
