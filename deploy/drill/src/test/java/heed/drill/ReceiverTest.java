package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReceiverTest {
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> send(Receiver receiver, String id, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + "/x"))
            .header("webhook-id", id)
            .timeout(Duration.ofSeconds(30))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatComesAgainUnderItsIdHasOneEffect() throws Exception {
    try (var receiver = new Receiver(0, (id, attempt) -> Receiver.Mood.FINE)) {
      assertThat(send(receiver, "a", "one").statusCode()).isEqualTo(200);
      assertThat(send(receiver, "a", "one").statusCode()).isEqualTo(200);
      assertThat(receiver.effects()).hasSize(1);
      assertThat(receiver.attempts()).isEqualTo(2);
      assertThat(receiver.changed()).isEmpty();
      send(receiver, "a", "another");
      assertThat(receiver.changed()).containsExactly("a");
    }
  }

  @Test
  void aLostAnswerHasItsEffectAndARefusalHasNone() throws Exception {
    try (var receiver =
        new Receiver(
            0, (id, attempt) -> id.equals("lost") ? Receiver.Mood.LOST : Receiver.Mood.BUSY)) {
      assertThatThrownBy(() -> send(receiver, "lost", "one")).isInstanceOf(IOException.class);
      var busy = send(receiver, "busy", "two");
      assertThat(busy.statusCode()).isEqualTo(429);
      assertThat(busy.headers().firstValue("Retry-After")).contains("1");
      assertThat(receiver.effects()).containsOnlyKeys("lost");
    }
  }
}
