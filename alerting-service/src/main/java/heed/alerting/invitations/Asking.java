package heed.alerting.invitations;

import heed.events.FormLinkSeal;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The rules of asking as they are configured; a service that is told nonsense does not start. */
@Singleton
class Asking {
  private final InvitationSettings settings;
  private final InvitationDecider decider;
  private final @Nullable FormLinkSeal seal;
  private final boolean mail;

  Asking(
      InvitationSettings settings,
      FormSettings form,
      @ConfigProperty(name = "heed.telling.mail.from") Optional<String> from) {
    this.settings = settings;
    this.mail = from.isPresent();
    this.seal =
        form.key()
            .map(key -> FormLinkSeal.of(key, form.previousKeys().orElse(List.of())))
            .orElse(null);
    this.decider =
        new InvitationDecider(
            settings.delay(),
            Optional.of(settings.reminder()).filter(r -> !r.isZero()),
            settings.tooOld(),
            settings.atMostEvery(),
            Daytime.of(settings.daytime()),
            zones(settings));
    remembersLongEnough();
  }

  private static Function<String, ZoneId> zones(InvitationSettings settings) {
    var zones = new HashMap<String, ZoneId>();
    settings
        .storefront()
        .forEach((name, own) -> own.zone().ifPresent(zone -> zones.put(name, zone(name, zone))));
    return storefront -> zones.getOrDefault(storefront, settings.zone());
  }

  private static ZoneId zone(String storefront, String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "heed.invitations.storefront.\"%s\".zone is %s, must be a time zone such as Europe/Riga"
              .formatted(storefront, zone),
          e);
    }
  }

  private void remembersLongEnough() {
    var longest = settings.tooOld().plus(settings.reminder()).plus(Duration.ofDays(1));
    if (settings.keep().compareTo(longest) <= 0) {
      throw new IllegalArgumentException(
          "heed.invitations.keep is "
              + settings.keep()
              + ", must be longer than heed.invitations.too-old and heed.invitations.reminder"
              + " together, else an order could be asked about twice");
    }
  }

  InvitationDecider decider() {
    return decider;
  }

  /** True if the orders of this storefront are asked about. */
  boolean of(String storefront) {
    return Optional.ofNullable(settings.storefront().get(storefront))
        .flatMap(InvitationSettings.Storefront::enabled)
        .orElse(settings.enabled());
  }

  /** What its customers know it by. */
  String name(String storefront) {
    return Optional.ofNullable(settings.storefront().get(storefront))
        .flatMap(InvitationSettings.Storefront::name)
        .orElse(storefront);
  }

  /** In which its customers are written to where the order says nothing. */
  String language(String storefront) {
    return Optional.ofNullable(settings.storefront().get(storefront))
        .flatMap(InvitationSettings.Storefront::language)
        .orElse(settings.language());
  }

  /** True once there is all that a letter needs; before that, what is due waits. */
  boolean possible() {
    return mail && seal != null && settings.form().isPresent();
  }

  FormLinkSeal seal() {
    if (seal == null) {
      throw new IllegalStateException("heed.form.key is not set");
    }
    return seal;
  }
}
