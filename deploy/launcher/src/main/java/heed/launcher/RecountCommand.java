package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code recount [--mend]}: asks the Heed that runs on this machine whether its KPIs equal a count
 * of its facts, and puts them right if told so.
 */
record RecountCommand(boolean mend, Path data, int portBase) {
  private static final String USAGE = "recount takes: --mend, --data DIR, --port-base N";

  /** Some seconds of work, or one piece if that takes longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  static RecountCommand parse(List<String> words, Path root) throws Refusal {
    var options = new ArrayList<>(List.of("up"));
    options.addAll(words);
    var mend = options.removeIf("--mend"::equals);
    for (var i = 1; i < options.size(); i += 2) {
      if (!List.of("--data", "--port-base").contains(options.get(i))) {
        throw new Refusal(USAGE);
      }
    }
    var parsed = Options.parse(options, root, false);
    return new RecountCommand(mend, parsed.data(), parsed.portBase());
  }

  /** True if all is well, or was put right. */
  boolean run(PrintStream out) throws Refusal, IOException, InterruptedException {
    try {
      return ask(out);
    } catch (ConnectException e) {
      throw new Refusal(
          "no Heed answers at --port-base %d; start one with ./heed up".formatted(portBase));
    }
  }

  private boolean ask(PrintStream out) throws Refusal, IOException, InterruptedException {
    var client = new Client(DemoKey.of(data, portBase), PATIENCE);
    var service =
        "http://127.0.0.1:%d/v1/recount".formatted(new Ports(portBase).of(Service.METRICS_SERVICE));
    var sum = new Sum(out);
    var cursor = "";
    do {
      var address =
          URI.create(
              cursor.isEmpty()
                  ? service
                  : service + "?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
      var answer = mend ? client.post(address, "application/json", "{}") : client.get(address);
      sum.add(answer);
      cursor = answer.path("nextCursor").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    return sum.told(mend);
  }

  /** What all answers come to. */
  static final class Sum {
    private final PrintStream out;
    private int pieces;
    private int differences;
    private int mended;

    Sum(PrintStream out) {
      this.out = out;
    }

    void add(JsonNode answer) {
      pieces += answer.path("pieces").asInt();
      mended += answer.path("mended").asInt();
      for (var difference : answer.path("differences")) {
        differences++;
        out.println(difference.asText());
      }
    }

    boolean told(boolean mend) {
      if (mend) {
        out.printf("%d pieces counted anew, %d rows put right%n", pieces, mended);
        return true;
      }
      if (differences == 0) {
        out.printf("%d pieces counted anew, all equal the facts%n", pieces);
      } else {
        out.printf(
            "%d pieces counted anew, %d differ; ./heed recount --mend puts them right%n",
            pieces, differences);
      }
      return differences == 0;
    }
  }
}
