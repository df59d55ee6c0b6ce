package heed.alerting;

import java.util.regex.Pattern;

/** Somebody who works at the desk, and where mail reaches them. */
public record Person(String name, String email) {
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,190}");

  public Person {
    new Findings()
        .name(name, "name")
        .unless(
            ADDRESS.matcher(email).matches(),
            "/email",
            "email must be one address, such as anna@example.com")
        .end();
  }
}
