package heed.ingest;

import com.fasterxml.jackson.core.JsonPointer;
import heed.events.Channel;
import heed.events.Rating;
import heed.events.Source.AnswerAt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the reviews of one source become reviews here; all of it is in one file, see {@link
 * MappingFile}.
 *
 * @param source what stands in the path and before the ids, such as {@code trustpilot}
 * @param file where it was read, for messages
 * @param name as people know it, such as Trustpilot
 * @param items where the items are; the first place there is holds
 * @param id the source's own id of a review
 * @param storefront null if the configuration, or the key, says it
 * @param fields all but the rating
 * @param times how the times among the fields are written
 * @param rating null if the source has none
 * @param askForUpdate null: not said
 */
record SourceMapping(
    String source,
    String file,
    String name,
    Channel channel,
    List<JsonPointer> items,
    Reading id,
    Status status,
    @Nullable Reading storefront,
    Map<Field, Reading> fields,
    Map<Field, SentTime> times,
    @Nullable Stars rating,
    Answer answer,
    @Nullable Boolean askForUpdate,
    Signing signing) {

  /** A rating, on the scale that it is given on. */
  record Stars(Rating.Scale scale, Reading reading) {}

  /** What a word of the source's says of a review. */
  enum Standing {
    /** It is there. */
    PUBLISHED,
    /** It is gone: it is erased here, too. */
    DELETED,
    /** It is nothing to us: nothing is done. */
    IGNORED
  }

  /**
   * Which words mean what.
   *
   * @param reading null if the source says nothing of it: all are published
   * @param otherwise of other words; null: they are refused
   */
  record Status(
      @Nullable Reading reading, Map<String, Standing> words, @Nullable Standing otherwise) {
    static final Status ALWAYS = new Status(null, Map.of(), null);
  }

  /**
   * Where an answer may be posted.
   *
   * @param where null: not said
   * @param url where the review can be read and answered; null if nothing tells
   */
  record Answer(@Nullable AnswerAt where, @Nullable Reading url) {}

  /** True if it can read CSV: its id has a column. */
  boolean readsCsv() {
    return !id.columns().isEmpty();
  }
}
