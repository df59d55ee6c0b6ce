package heed.alerting.telling;

import heed.alerting.Failures;
import heed.alerting.telling.Message.Letter;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Hands mail to the server that {@code quarkus.mailer.*} names. */
@Singleton
class Postman {
  private final ReactiveMailer mailer;
  private final TellingSettings settings;

  Postman(ReactiveMailer mailer, TellingSettings settings) {
    this.mailer = mailer;
    this.settings = settings;
  }

  /** Sends once; it blocks. */
  Outcome send(Letter letter) {
    try {
      mailer.send(mail(letter)).await().atMost(settings.mail().timeout());
      return new Outcome.Delivered(null);
    } catch (TimeoutException e) {
      return Outcome.Failed.of("the mail server did not answer in time");
    } catch (RuntimeException e) {
      return refused(Failures.cause(e, SMTPException.class), e);
    }
  }

  /** The server's words stay here: they may name the address. */
  private static Outcome refused(@Nullable SMTPException answer, RuntimeException e) {
    if (answer == null) {
      return Outcome.Failed.of("the mail server is away: " + Failures.shown(e));
    }
    var code = answer.getReplyCode();
    return answer.isPermanent()
        ? new Outcome.Refused(
            "the mail server refused it for good",
            code,
            NoSuchAddress.says(
                String.valueOf(answer.getMessage()), String.join("\n", answer.getReplyMessages())))
        : new Outcome.Failed("the mail server refused it for now", code, null);
  }

  private Mail mail(Letter letter) {
    var mail =
        Mail.withText(letter.to(), letter.subject(), letter.text())
            .setFrom(settings.mail().from().orElseThrow())
            .addHeader("Message-ID", letter.id());
    letter.headers().forEach(mail::addHeader);
    return letter.automatic() ? mail.addHeader("Auto-Submitted", "auto-generated") : mail;
  }
}
