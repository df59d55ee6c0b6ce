package heed.sentiment.model;

import heed.events.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The embedded model: a head per language over hashed n-grams and the lexicon's tone. Heads and
 * lexicons are read once; reading a text keeps no state.
 */
public final class LinearModel implements TextModel {
  private static final String VERSION = "2026.4";

  public static final String NAME = "linear-" + VERSION;

  /** The name of the file that holds a part of the model: heads, aspects or languages. */
  public static String file(String part) {
    return part + "-" + VERSION + ".bin";
  }

  /**
   * What neutral weighs beside the other two when the label is told: three stars are mixed feelings
   * more often than none, and who is called neutral is answered by nobody.
   */
  static final double NEUTRAL_ODDS = 0.15;

  /** A missed complaint is a customer whom nobody answers; a needless look costs a minute. */
  static final double NEGATIVE_ODDS = 1.5;

  private final Languages languages;
  private final Heads heads;
  private final AspectHead aspects;
  private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);

  /** What a thread reads with; nothing of a text is kept but in the next one's place. */
  private static final class Desk {
    final Scan scan = new Scan();
    final Tone tone = new Tone();
    final Counting counting = new Counting();
    final AspectScores aspects = new AspectScores();
  }

  public LinearModel(Heads heads) {
    this(heads, LanguageSigns.shipped(), AspectHead.shipped());
  }

  public LinearModel(Heads heads, LanguageSigns signs, AspectHead aspects) {
    this.aspects = aspects;
    this.heads = heads;
    this.languages = new Languages(signs);
  }

  /** With the weights that ship. */
  public static LinearModel shipped() {
    return new LinearModel(Heads.shipped());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean teachable() {
    return true;
  }

  @Override
  public Opinion read(String text, @Nullable String given) {
    return read(text, given, Map.of());
  }

  @Override
  public Opinion read(String text, @Nullable String given, Map<String, Head> taught) {
    var desk = desks.get();
    var scan = desk.scan.of(text);
    var language = languages.detect(scan, given);
    var lexicon = language == null ? null : languages.lexicon(language.code());
    if (language == null || lexicon == null) {
      return new Opinion(language, emojiOnly(scan), List.of(), Set.of());
    }
    var tone = desk.tone.of(scan, lexicon);
    var stance = stance(language, desk, taught);
    var label = stance == null ? null : stance.label();
    return new Opinion(
        language,
        stance,
        new AspectReader(scan, tone, label).mentions(aspects, desk.aspects, lexicon.salt()),
        AspectReader.alarms(scan, tone));
  }

  private @Nullable Stance stance(Tags.Language language, Desk desk, Map<String, Head> taught) {
    if (desk.tone.silent() && !speaks(desk.scan)) {
      return null;
    }
    var own = taught.get(language.code());
    var head = own == null ? heads.of(language.code()) : own;
    return head.stance(desk.counting.of(desk.scan, desk.tone), desk.tone)
        .weighing(NEGATIVE_ODDS, NEUTRAL_ODDS);
  }

  private static boolean speaks(Scan scan) {
    for (var i = 0; i < scan.size(); i++) {
      if (scan.isWord(i) && scan.length(i) > 1) {
        return true;
      }
    }
    return false;
  }

  /** An emoji needs no language. */
  private static @Nullable Stance emojiOnly(Scan scan) {
    var tone = 0;
    for (var i = 0; i < scan.size(); i++) {
      tone += scan.isEmoji(i) ? Emoji.tone(scan.sign(i)) : 0;
    }
    if (tone == 0) {
      return null;
    }
    return tone > 0 ? new Stance(0.1, 0.2, 0.7) : new Stance(0.7, 0.2, 0.1);
  }
}
