package heed.sentiment.model;

import java.util.Set;
import java.util.stream.Collectors;

/** The emoji that carry a tone; all others say nothing. */
final class Emoji {
  private static final Set<Integer> HAPPY =
      set("😀😃😄😁😆😂🤣😊😇🙂😉😍🥰😘😋😎🤩🥳👍👏🙌🙏💪❤💕💖💯🔥⭐🌟✨🎉✅☺😻💚💛💙👌🤗");
  private static final Set<Integer> SAD =
      set("😞😔😟😕🙁☹😣😖😫😩😢😭😤😠😡🤬😱😨😰😥🤢🤮👎💔🤦🙄😒😑🤥🗑❌⛔🤡💩😾😿");

  static boolean known(int codePoint) {
    return HAPPY.contains(codePoint) || SAD.contains(codePoint);
  }

  /** 1 happy, -1 sad, 0 neither. */
  static int tone(Token token) {
    return switch (token.word()) {
      case ":)" -> 1;
      case ":(" -> -1;
      default -> {
        var c = token.word().codePointAt(0);
        yield HAPPY.contains(c) ? 1 : SAD.contains(c) ? -1 : 0;
      }
    };
  }

  private static Set<Integer> set(String emoji) {
    return emoji.codePoints().boxed().collect(Collectors.toUnmodifiableSet());
  }

  private Emoji() {}
}
