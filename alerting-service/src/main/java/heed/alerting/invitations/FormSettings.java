package heed.alerting.invitations;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The key that the links to the form are sealed with; review-ingest has the same. */
@ConfigMapping(prefix = "heed.form")
interface FormSettings {
  /** 32 bytes in Base64; unset: nobody is invited. */
  Optional<String> key();

  /** Keys from before; here they are accepted and not needed, review-ingest opens with them. */
  Optional<List<String>> previousKeys();
}
