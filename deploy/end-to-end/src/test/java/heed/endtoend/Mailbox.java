package heed.endtoend;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A mail server and the people who read what it takes in, as mail programs do. */
final class Mailbox implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** How Message-IDs of invitations and reminders begin, and those of all other letters. */
  static final String INVITATION = "(invitation|reminder)\\..+";

  static final String OF_THE_DESK = "[0-9a-f-]{36}";

  private static final Pattern FORM = Pattern.compile("https?://\\S+/r/[\\w-]+");

  private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  Mailbox() {
    server.start();
  }

  int port() {
    return server.getSmtp().getPort();
  }

  /** Waits for a letter to somebody, of a kind. */
  MimeMessage letter(String to, String kind) {
    return await().atMost(SOON).until(() -> some(to, kind), found -> !found.isEmpty()).getFirst();
  }

  /** Those that are there. */
  List<MimeMessage> some(String to, String kind) throws MessagingException {
    var found = new ArrayList<MimeMessage>();
    for (var mail : server.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().equals(to)
          && mail.getMessageID().matches("<" + kind + "@heed>")) {
        found.add(mail);
      }
    }
    return found;
  }

  /** Where a letter leads. */
  static String link(MimeMessage letter) throws IOException, MessagingException {
    var link = FORM.matcher(text(letter));
    if (!link.find()) {
      throw new AssertionError("the letter has no link");
    }
    return link.group();
  }

  static String text(MimeMessage letter) throws IOException, MessagingException {
    return part(letter, "text/plain");
  }

  /** What a mail program shows that shows pages; empty if there is none. */
  static String html(MimeMessage letter) throws IOException, MessagingException {
    return part(letter, "text/html");
  }

  private static String part(Part of, String type) throws IOException, MessagingException {
    if (of.isMimeType(type)) {
      return String.valueOf(of.getContent());
    }
    if (of.getContent() instanceof Multipart parts) {
      for (var i = 0; i < parts.getCount(); i++) {
        var found = part(parts.getBodyPart(i), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  @Override
  public void close() {
    server.stop();
  }
}
