package heed.sentiment.model;

import heed.events.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The embedded model: a head per language over hashed n-grams and the lexicon's tone, and for a
 * covered language without a head of its own the lexicon's tone alone, with less confidence. Heads
 * and lexicons are read once; reading a text keeps no state.
 */
public final class LinearModel implements TextModel {
  public static final String NAME = "linear-2026.2";

  /** Below this the three labels are too close to call. */
  static final double TOO_CLOSE = 0.38;

  /**
   * How much rarer a neutral review is in a shop than among the texts that heads learn from: one in
   * ten, not one in four.
   */
  static final double NEUTRAL_ODDS = 0.4;

  /** A text without a single word of the lexicon must convince by its n-grams. */
  static final double UNHEARD = 0.42;

  /** Where only the lexicon speaks, it is believed this much. */
  static final double TONE_ONLY_TRUST = 0.85;

  private final Languages languages;
  private final Heads heads;
  private final AspectHead aspects;
  private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);

  /** What a thread reads with; nothing of a text is kept but in the next one's place. */
  private static final class Desk {
    final Scan scan = new Scan();
    final Tone tone = new Tone();
    final Counting counting = new Counting();
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
        new AspectReader(scan, tone, label).mentions(aspects, lexicon.salt()),
        AspectReader.alarms(scan, tone));
  }

  private @Nullable Stance stance(Tags.Language language, Desk desk, Map<String, Head> taught) {
    var own = taught.get(language.code());
    var head = own == null ? heads.byLanguage().get(language.code()) : own;
    if (head == null) {
      return desk.tone.silent()
          ? null
          : decidable(less(heads.toneOnly().stance(desk.tone)), desk.tone);
    }
    return speaks(desk.scan) || !desk.tone.silent()
        ? decidable(head.stance(desk.counting.of(desk.scan, desk.tone), desk.tone), desk.tone)
        : null;
  }

  private static boolean speaks(Scan scan) {
    for (var i = 0; i < scan.size(); i++) {
      if (scan.isWord(i) && scan.length(i) > 1) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Stance decidable(Stance learnt, Tone tone) {
    var stance = learnt.withNeutral(NEUTRAL_ODDS);
    return stance.confidence() < (tone.silent() ? UNHEARD : TOO_CLOSE) ? null : stance;
  }

  private static Stance less(Stance sure) {
    var rest = (1 - TONE_ONLY_TRUST) / 3;
    return new Stance(
        TONE_ONLY_TRUST * sure.negative() + rest,
        TONE_ONLY_TRUST * sure.neutral() + rest,
        TONE_ONLY_TRUST * sure.positive() + rest);
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
