package heed.launcher;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

/** Shows a scenario: plays its plan, waits until all is through, and reports. */
final class Stage {
  private final Pipeline pipeline;
  private final Terminal terminal;
  private final Client client;

  Stage(Pipeline pipeline, Terminal terminal) throws IOException {
    this.pipeline = pipeline;
    this.terminal = terminal;
    client = new Client(pipeline.demoKey());
  }

  void show(Scenario scenario, long seed) throws IOException, InterruptedException, Refusal {
    terminal.line(
        terminal.bold("scenario %s, seed %d: ".formatted(scenario.word(), seed))
            + scenario.title());
    var aftermath = new Aftermath(client, pipeline);
    var player = new Player(pipeline, client, aftermath, terminal);
    player.play(scenario.plan(new SplittableRandom(seed), Instant.now()));
    var arrivals = player.arrivals();
    aftermath.awaitReviews(arrivals.size());
    for (var arrival : arrivals.entrySet()) {
      aftermath.awaitText(arrival.getKey(), arrival.getValue());
    }
    var cases = aftermath.awaitCases();
    new Report(terminal, ZoneId.systemDefault())
        .print(cases, aftermath.routing(), aftermath.kpis());
    var report = new SceneReport(cases, player.tally());
    report.lines().forEach(terminal::line);
    if (!player.poisoned().isEmpty()) {
      var letters = awaitLetters(player.poisoned());
      report.letterLines(letters).forEach(terminal::line);
    }
    terminal.line("");
  }

  /** Every poisoned record must lie where its readers lay it aside, and nothing else with it. */
  private List<Broker.Letter> awaitLetters(List<Step.Poisoned> poisoned)
      throws IOException, InterruptedException, Refusal {
    var wanted = poisoned.stream().mapToInt(poison -> poison.deadLetters().size()).sum();
    var broker = new Broker(pipeline.bootstrapServers());
    var end = Aftermath.end();
    var letters = broker.letters();
    while (letters.size() < wanted) {
      Aftermath.pause(end, "not every poisoned record was laid aside");
      letters = broker.letters();
    }
    if (letters.size() > wanted) {
      throw new Refusal("%d dead letters, must be %d".formatted(letters.size(), wanted));
    }
    return letters;
  }
}
