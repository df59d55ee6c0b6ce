package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void countsWhatIsLateWhatIsAtRiskAndWhy() throws Exception {
    var cases =
        List.of(
            opened("OPEN", "BREACHED", "QUALITY", "case.opened"),
            opened("OPEN", "AT_RISK", "QUALITY", "case.opened"),
            opened("ANSWERED", "MET", "DELIVERY", "case.recovered"));
    assertThat(new SceneReport(cases, new Tally(5, 3, 1, 1, 0)).lines())
        .contains(
            "  posted           3 reviews, 1 of them again word for word, 1 edited",
            "  cases            3: 2 OPEN, 1 ANSWERED",
            "  the promise      1 late, 1 at risk, 1 answered in time, 0 with time left",
            "  causes           2 QUALITY, 1 DELIVERY",
            "  recovered        1");
  }

  @Test
  void saysOfARefusalWhatIsWrongFirst() {
    var problem =
        "{\"title\": \"Bad Request\", \"detail\": \"see errors\","
            + " \"errors\": [{\"pointer\": \"/rating\", \"detail\": \"rating is 7\"}]}";
    assertThat(SceneReport.fault(new Client.Answer(400, problem))).isEqualTo("rating is 7");
    assertThat(SceneReport.fault(new Client.Answer(415, "{\"detail\": \"not taken\"}")))
        .isEqualTo("not taken");
    assertThat(SceneReport.fault(new Client.Answer(200, "{\"accepted\": 1, \"rejected\": 3}")))
        .isEqualTo("accepted 1, rejected 3");
  }

  @Test
  void sumsUpDeadLettersOfOneKind() {
    var letter = new Broker.Letter("x-dead-letter", "reviews-tagged", "the value is null");
    assertThat(new SceneReport(List.of(), Tally.NONE).letterLines(List.of(letter, letter)))
        .containsExactly(
            "  laid aside       2 dead letters",
            "    2 in x-dead-letter, from reviews-tagged: the value is null");
  }

  private static JsonNode opened(String status, String sla, String aspect, String told)
      throws JsonProcessingException {
    return JSON.readTree(
        """
        {"status": "%s", "priority": "HIGH", "sla": {"status": "%s"},
         "tags": {"aspects": [{"aspect": "%s", "sentiment": "NEGATIVE"}]},
         "timeline": [{"type": "%s"}]}
        """
            .formatted(status, sla, aspect, told));
  }
}
