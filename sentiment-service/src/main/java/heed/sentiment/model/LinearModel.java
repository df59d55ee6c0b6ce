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
  public static final String NAME = "linear-2026.1";

  /** Below this the three labels are too close to call. */
  static final double TOO_CLOSE = 0.38;

  /** A text without a single word of the lexicon must convince by its n-grams. */
  static final double UNHEARD = 0.5;

  /** Where only the lexicon speaks, it is believed this much. */
  static final double TONE_ONLY_TRUST = 0.85;

  private final Languages languages = new Languages();
  private final Heads heads;

  public LinearModel(Heads heads) {
    this.heads = heads;
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
    var tokens = Tokens.of(text);
    var language = languages.detect(tokens, given);
    var lexicon = language == null ? null : languages.lexicon(language.code());
    if (language == null || lexicon == null) {
      return new Opinion(language, emojiOnly(tokens), List.of(), Set.of());
    }
    var tone = new Tone(tokens, lexicon);
    var stance = stance(language, tokens, tone, taught);
    var label = stance == null ? null : stance.label();
    return new Opinion(
        language,
        stance,
        new AspectReader(text, tokens, tone, label).mentions(),
        AspectReader.alarms(tokens, tone));
  }

  private @Nullable Stance stance(
      Tags.Language language, List<Token> tokens, Tone tone, Map<String, Head> taught) {
    var reading = Reading.of(tokens, tone);
    var own = taught.get(language.code());
    var head = own == null ? heads.byLanguage().get(language.code()) : own;
    if (head == null) {
      return tone.silent() ? null : decidable(less(heads.toneOnly().stance(reading)), tone);
    }
    var words = tokens.stream().anyMatch(t -> t.isWord() && t.word().length() > 1);
    return words || !tone.silent() ? decidable(head.stance(reading), tone) : null;
  }

  private static @Nullable Stance decidable(Stance stance, Tone tone) {
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
  private static @Nullable Stance emojiOnly(List<Token> tokens) {
    var tone = 0;
    for (var token : tokens) {
      tone += token.kind() == Token.Kind.EMOJI ? Emoji.tone(token) : 0;
    }
    if (tone == 0) {
      return null;
    }
    return tone > 0 ? new Stance(0.1, 0.2, 0.7) : new Stance(0.7, 0.2, 0.1);
  }
}
