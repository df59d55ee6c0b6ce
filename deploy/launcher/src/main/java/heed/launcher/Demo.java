package heed.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** Posts the samples as storefronts would, waits until all are through, and reports. */
final class Demo {
  private final Client client;
  private final URI ingest;
  private final Aftermath aftermath;
  private final Terminal terminal;

  Demo(Pipeline pipeline, Terminal terminal) throws IOException {
    client = new Client(pipeline.demoKey());
    ingest = pipeline.address(Service.REVIEW_INGEST);
    aftermath = new Aftermath(client, pipeline);
    this.terminal = terminal;
  }

  void run() throws IOException, InterruptedException, Refusal {
    var samples = new Samples(Instant.now());
    var reviews = samples.reviews();
    var answer = client.post(ingest.resolve("/v1/reviews"), "application/x-ndjson", lines(reviews));
    if (answer.path("accepted").asInt() != reviews.size()) {
      throw new Refusal("not every sample was accepted: " + answer);
    }
    aftermath.awaitReviews(reviews.size());
    var edits = samples.edits();
    for (var edit : edits) {
      aftermath.awaitText(post(edit), edit.path("text").asText());
    }
    var cases = aftermath.awaitCases();
    terminal.line(
        "%d sample reviews posted, %d of them edited afterwards"
            .formatted(reviews.size(), edits.size()));
    new Report(terminal, ZoneId.systemDefault())
        .print(cases, aftermath.routing(), aftermath.kpis());
  }

  private static String lines(List<ObjectNode> reviews) {
    return reviews.stream().map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
  }

  private String post(ObjectNode review) throws IOException, InterruptedException {
    return client
        .post(ingest.resolve("/v1/reviews"), "application/json", review.toString())
        .path("id")
        .asText();
  }
}
