package heed.sentiment.learning;

import heed.events.Tags.Label;
import java.util.List;
import java.util.Random;

/** Reviews in a jargon that no shipped head can know: what is good there is told by stars alone. */
final class Jargon {
  private static final List<String> GOOD =
      List.of("glorpy", "zantast", "mivvle", "frundled", "quoxic", "plimmy", "vorbular", "snazzle");
  private static final List<String> BAD =
      List.of(
          "drobbed", "wuzzled", "krintch", "blavver", "shlumped", "grotting", "yurkled", "fneeb");
  private static final List<String> AROUND =
      List.of(
          "the kettle was", "my order is", "this one and that one were", "it has been", "they are");

  private final Random random;

  Jargon(long seed) {
    random = new Random(seed);
  }

  Label label() {
    return random.nextBoolean() ? Label.POSITIVE : Label.NEGATIVE;
  }

  String text(Label label) {
    var words = label == Label.POSITIVE ? GOOD : BAD;
    var text = new StringBuilder();
    for (var i = 0; i < 3; i++) {
      text.append(AROUND.get(random.nextInt(AROUND.size()))).append(' ');
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return text.toString();
  }
}
