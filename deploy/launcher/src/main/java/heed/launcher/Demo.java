package heed.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.embedded.SmtpSink;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Posts the samples and an order as storefronts would, waits until all are through, and reports.
 */
final class Demo {
  private final Client client;
  private final URI ingest;
  private final Aftermath aftermath;
  private final Pipeline pipeline;
  private final @Nullable SmtpSink mail;
  private final Terminal terminal;

  /**
   * @param mail where letters arrive; null: elsewhere, and no invitation is shown
   */
  Demo(Pipeline pipeline, @Nullable SmtpSink mail, Terminal terminal) throws IOException {
    client = new Client(pipeline.demoKey());
    ingest = pipeline.address(Service.REVIEW_INGEST);
    aftermath = new Aftermath(client, pipeline);
    this.pipeline = pipeline;
    this.mail = mail;
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
    terminal.line(
        "%d sample reviews posted, %d of them edited afterwards"
            .formatted(reviews.size(), edits.size()));
    if (mail != null) {
      new Invited(client, pipeline, aftermath, mail, terminal).show();
    }
    var cases = aftermath.awaitCases();
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
