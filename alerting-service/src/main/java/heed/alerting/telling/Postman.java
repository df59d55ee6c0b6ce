package heed.alerting.telling;

import heed.alerting.Failures;
import heed.alerting.telling.Message.Letter;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.inject.Singleton;

/** Hands mail to the server that {@code quarkus.mailer.*} names. */
@Singleton
class Postman {
  private final ReactiveMailer mailer;
  private final MailServer server;
  private final TellingSettings settings;

  /**
   * All that is done for letters is done on one event loop. Begun on any other thread, a connection
   * may be handed over to it after the server has greeted: the greeting is lost, and both wait.
   */
  private final Context loop;

  Postman(ReactiveMailer mailer, MailServer server, TellingSettings settings, Vertx vertx) {
    this.loop = vertx.getOrCreateContext();
    this.mailer = mailer;
    this.server = server;
    this.settings = settings;
  }

  /**
   * Sends once; it blocks.
   *
   * @param inDoubt true if the server was away when it was last spoken to: then it is asked first,
   *     since a connection to one that says nothing is lost to those who come later
   */
  Outcome send(Letter letter, boolean inDoubt) {
    if (inDoubt && !server.isThere()) {
      return Outcome.Away.because("it does not greet", null);
    }
    try {
      mailer
          .send(mail(letter))
          .runSubscriptionOn(sending -> loop.runOnContext(begun -> sending.run()))
          .await()
          .atMost(settings.mail().timeout());
      return new Outcome.Delivered(null);
    } catch (TimeoutException e) {
      return brokenOff("it did not answer in time");
    } catch (RuntimeException e) {
      var answer = Failures.cause(e, SMTPException.class);
      return answer == null ? unspoken(e) : refused(answer);
    }
  }

  private Outcome unspoken(RuntimeException failure) {
    var why = Failures.shown(failure);
    return MailFailure.ofTheServer(failure)
        ? Outcome.Away.because("we cannot speak with it: " + why, null)
        : brokenOff(why);
  }

  private Outcome brokenOff(String why) {
    return server.isThere()
        ? Outcome.Failed.of("the mail server broke it off: " + why)
        : Outcome.Away.because(why, null);
  }

  /** The server's words stay here: they may name the address. */
  private static Outcome refused(SMTPException answer) {
    var code = answer.getReplyCode();
    var failure = String.valueOf(answer.getMessage());
    if (MailFailure.ofTheServer(failure, code, answer.isPermanent())) {
      return Outcome.Away.because("it takes no letters now", code);
    }
    return answer.isPermanent()
        ? new Outcome.Refused(
            "the mail server refused it for good",
            code,
            NoSuchAddress.says(failure, String.join("\n", answer.getReplyMessages())))
        : new Outcome.Failed("the mail server refused it for now", code, null);
  }

  private Mail mail(Letter letter) {
    var mail =
        Mail.withText(letter.to(), letter.subject(), letter.text())
            .setFrom(settings.mail().from().orElseThrow())
            .addHeader("Message-ID", letter.id());
    if (letter.html() != null) {
      mail.setHtml(letter.html());
    }
    letter.headers().forEach(mail::addHeader);
    return letter.automatic() ? mail.addHeader("Auto-Submitted", "auto-generated") : mail;
  }
}
