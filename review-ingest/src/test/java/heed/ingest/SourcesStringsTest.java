package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Source.AnswerAt;
import heed.testing.PageStrings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of sources says everything in every language, and what it shows as a mapping is one. */
class SourcesStringsTest {
  private static final Path FOLDER = Path.of("src/main/resources/META-INF/resources/sources");
  private final PageStrings own = PageStrings.in(FOLDER);
  private final PageStrings shared = PageStrings.in(PageStrings.SHARED);

  @ParameterizedTest
  @ValueSource(strings = {"en", "lv", "sl", "de"})
  void everyLanguageHasEveryStringItsPlacesAndItsForms(String language) {
    assertThat(own.faults(language)).isEmpty();
  }

  @Test
  void everyStringThatIsAskedForIsThereAndNoneIsSaidTwice() {
    var known = new HashSet<>(own.names());
    assertThat(known).doesNotContainAnyElementsOf(shared.names());
    for (var where : AnswerAt.values()) {
      assertThat(known).contains("source.answer." + where);
    }
    known.addAll(shared.names());
    assertThat(own.asked()).isNotEmpty().isSubsetOf(known);
    for (var channel : Channel.values()) {
      assertThat(known).contains("channel." + channel);
    }
  }

  @Test
  void theMappingToBeginWithIsRead() throws IOException {
    var mapping =
        MappingFile.read("forum", "sample.yaml", Files.readString(FOLDER.resolve("sample.yaml")));
    assertThat(mapping.answer().where()).isEqualTo(AnswerAt.PLATFORM);
    assertThat(mapping.askForUpdate()).isFalse();
    assertThat(mapping.signing()).isInstanceOf(Signing.StandardWebhooks.class);
  }
}
