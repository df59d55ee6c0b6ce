package heed.metrics;

import heed.events.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tags of a review, in one pass. */
final class TagsReader {
  private Tags.@Nullable Language language;
  private Tags.@Nullable Sentiment sentiment;
  private @Nullable List<Tags.AspectMention> aspects;
  private Tags.@Nullable Urgency urgency;
  private @Nullable String model;

  Tags read(JsonFields json) throws IOException {
    json.object(
        field -> {
          switch (field) {
            case "language" -> language = json.of(language, () -> new LanguageReader().read(json));
            case "sentiment" ->
                sentiment = json.of(sentiment, () -> new SentimentReader().read(json));
            case "aspects" -> {
              JsonFields.once(aspects);
              aspects = aspects(json);
            }
            case "urgency" -> urgency = json.word(urgency, Tags.Urgency::valueOf);
            case "model" -> model = json.common(model);
            default -> json.skip();
          }
        });
    return new Tags(
        language,
        sentiment,
        JsonFields.given(aspects),
        JsonFields.given(urgency),
        JsonFields.given(model));
  }

  private static List<Tags.AspectMention> aspects(JsonFields json) throws IOException {
    var aspects = new ArrayList<Tags.AspectMention>(2);
    json.array(() -> aspects.add(new MentionReader().read(json)));
    return aspects;
  }

  private static final class LanguageReader {
    private @Nullable String code;
    private @Nullable Double confidence;

    Tags.Language read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "code" -> code = json.common(code);
              case "confidence" -> confidence = json.real(confidence);
              default -> json.skip();
            }
          });
      return new Tags.Language(JsonFields.given(code), JsonFields.given(confidence));
    }
  }

  private static final class SentimentReader {
    private Tags.@Nullable Label label;
    private @Nullable Double score;
    private @Nullable Double confidence;
    private Tags.@Nullable Basis basis;
    private @Nullable Boolean mismatch;

    Tags.Sentiment read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "label" -> label = json.word(label, Tags.Label::valueOf);
              case "score" -> score = json.real(score);
              case "confidence" -> confidence = json.real(confidence);
              case "basis" -> basis = json.word(basis, Tags.Basis::valueOf);
              case "mismatch" -> mismatch = json.truth(mismatch);
              default -> json.skip();
            }
          });
      return new Tags.Sentiment(
          JsonFields.given(label),
          JsonFields.given(score),
          JsonFields.given(confidence),
          JsonFields.given(basis),
          JsonFields.given(mismatch));
    }
  }

  private static final class MentionReader {
    private Tags.@Nullable Aspect aspect;
    private Tags.@Nullable Label sentiment;
    private @Nullable String quote;

    Tags.AspectMention read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "aspect" -> aspect = json.word(aspect, Tags.Aspect::valueOf);
              case "sentiment" -> sentiment = json.word(sentiment, Tags.Label::valueOf);
              case "quote" -> quote = json.text(quote);
              default -> json.skip();
            }
          });
      return new Tags.AspectMention(
          JsonFields.given(aspect), JsonFields.given(sentiment), JsonFields.given(quote));
    }
  }
}
