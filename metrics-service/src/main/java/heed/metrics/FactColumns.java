package heed.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import heed.events.Tags;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fact column by column, in the order of {@link FactRows#ALL}: what its JSON says, without making
 * a tree of it for each of thousands.
 */
final class FactColumns {
  private static final ObjectWriter JSON = JsonMapper.builder().build().writerFor(Tags.class);

  private final Consumer<@Nullable Object> column;

  private FactColumns(Consumer<@Nullable Object> column) {
    this.column = column;
  }

  static void of(Fact fact, Consumer<@Nullable Object> column) {
    var to = new FactColumns(column);
    to.values(fact.storefront(), fact.reviewId(), fact.erasedRevision(), fact.erasedAt());
    if (fact.review() == null) {
      to.values(new @Nullable Object[REVIEW]);
    } else {
      to.review(fact.review());
    }
    if (fact.standing() == null) {
      to.values(new @Nullable Object[STANDING]);
    } else {
      to.standing(fact.standing());
    }
  }

  private static final int REVIEW = 27;

  private void review(LatestReview review) {
    var place = review.place();
    var content = review.content();
    values(review.revision(), review.receivedAt());
    values(place.firstRevision(), place.firstReceivedAt(), place.placedAt());
    values(content.externalId(), content.productId(), content.productName());
    values(content.customerId(), content.consent(), content.orderId(), content.channel());
    values(content.ratingScale(), small(content.ratingValue()));
    values(small(content.nps()), small(content.csat()), small(content.ces()));
    values(content.title(), content.text(), content.givenLanguage());
    values(content.country(), content.submittedAt(), content.source());
    values(
        new CopyRows.Json(json(review.tags())),
        review.label(),
        review.language(),
        review.display());
  }

  private static final int STANDING = 13;

  private void standing(CaseStanding standing) {
    values(standing.caseId(), standing.caseSequence(), standing.caseStatus());
    values(standing.caseSla(), standing.caseRecovery());
    values(standing.caseStartedAt(), standing.caseDueAt(), standing.caseAnsweredAt());
    values(standing.caseCountedAt(), standing.caseProduct(), standing.caseCountry());
    values(standing.caseChannel(), standing.caseLanguage());
  }

  private void values(@Nullable Object... values) {
    for (var value : values) {
      column.accept(value);
    }
  }

  private static @Nullable Short small(@Nullable Integer number) {
    return number == null ? null : number.shortValue();
  }

  private static String json(Tags tags) {
    try {
      return JSON.writeValueAsString(tags);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("tags that were read can be written", e);
    }
  }
}
