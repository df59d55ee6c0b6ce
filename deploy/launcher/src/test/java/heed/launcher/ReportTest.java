package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void tellsCauseAndLocalDueTimeOfACaseAndNothingWhereNIsZero() throws Exception {
    var opened =
        JSON.readTree(
            """
            {"language": "lv", "product": {"id": "sku-1", "name": "Tējkanna"}, "status": "OPEN",
             "tags": {"sentiment": {"mismatch": true}, "aspects": [
               {"aspect": "DELIVERY", "sentiment": "NEGATIVE"}, {"aspect": "PRICE", "sentiment": "POSITIVE"}]},
             "sla": {"dueAt": "2026-11-24T10:00:00.000Z", "status": "RUNNING"}}
            """);
    var kpis = JSON.readTree("{\"reviews\": 1, \"nps\": {\"value\": null, \"n\": 0}}");
    var bytes = new ByteArrayOutputStream();
    var terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
    var routing =
        JSON.readTree(
            """
            {"policies": [{"id": "standard", "firstResponse": "PT24H"},
                          {"id": "launch", "firstResponse": "PT1M30S"}]}
            """);
    new Report(terminal, ZoneId.of("Europe/Riga")).print(List.of(opened), routing, kpis);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("Cases opened: 1")
        .containsPattern(
            "lv +Tējkanna +Tue 24 Nov 12:00 +OPEN RUNNING +DELIVERY \\(text against rating\\)")
        .containsPattern("NPS +-, between - and - \\(n 0\\)")
        .containsPattern("first answer +- met, - breached")
        .containsPattern("promised +24 h \\(standard\\), 1 min 30 s \\(launch\\)")
        .doesNotContain("\u001b", "24-hour");
  }
}
