package heed.sentiment.model;

/** The emoji that carry a tone; all others say nothing. */
final class Emoji {
  private static final int[] HAPPY =
      sorted("😀😃😄😁😆😂🤣😊😇🙂😉😍🥰😘😋😎🤩🥳👍👏🙌🙏💪❤💕💖💯🔥⭐🌟✨🎉✅☺😻💚💛💙👌🤗🥹💜🧡😌");
  private static final int[] SAD =
      sorted("😞😔😟😕🙁☹😣😖😫😩😢😭😤😠😡🤬😱😨😰😥🤢🤮👎💔🤦🙄😒😑🤥🗑❌⛔🤡💩😾😿🥴😓😪🚮");

  /** 1 happy, -1 sad, 0 neither; an emoticon is told by its mouth, {@code ')'} or {@code '('}. */
  static int tone(int codePoint) {
    if (codePoint == ')' || java.util.Arrays.binarySearch(HAPPY, codePoint) >= 0) {
      return 1;
    }
    return codePoint == '(' || java.util.Arrays.binarySearch(SAD, codePoint) >= 0 ? -1 : 0;
  }

  private static int[] sorted(String emoji) {
    return emoji.codePoints().sorted().toArray();
  }

  private Emoji() {}
}
