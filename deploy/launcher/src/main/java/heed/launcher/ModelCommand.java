package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code model list}, {@code model promote STOREFRONT LANGUAGE VERSION} and {@code model rollback
 * STOREFRONT LANGUAGE}: asks the Heed that runs on this machine, with its demo key.
 *
 * @param words without options
 */
record ModelCommand(List<String> words, Path data, int portBase) {
  private static final String USAGE =
      "model takes: list, promote STOREFRONT LANGUAGE VERSION, or rollback STOREFRONT LANGUAGE;"
          + " and --data DIR, --port-base N";

  static ModelCommand parse(List<String> words, Path root) throws Refusal {
    List<String> options = new ArrayList<>(List.of("up"));
    List<String> rest = new ArrayList<>();
    for (var i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith("--")) {
        options.addAll(words.subList(i, Math.min(i + 2, words.size())));
        i++;
      } else {
        rest.add(words.get(i));
      }
    }
    var parsed = Options.parse(options, root, false);
    var fits =
        switch (rest.isEmpty() ? "" : rest.getFirst()) {
          case "list" -> rest.size() == 1;
          case "promote" -> rest.size() == 4 && rest.get(3).matches("\\d{1,9}");
          case "rollback" -> rest.size() == 3;
          default -> false;
        };
    if (!fits) {
      throw new Refusal(USAGE);
    }
    return new ModelCommand(List.copyOf(rest), parsed.data(), parsed.portBase());
  }

  void run(PrintStream out) throws Refusal, IOException, InterruptedException {
    try {
      ask(out);
    } catch (ConnectException e) {
      throw new Refusal(
          "no Heed answers at --port-base %d; start one with ./heed up".formatted(portBase));
    }
  }

  private void ask(PrintStream out) throws Refusal, IOException, InterruptedException {
    var models =
        "http://127.0.0.1:%d/v1/models"
            .formatted(new Ports(portBase).of(Service.SENTIMENT_SERVICE));
    var client = new Client(DemoKey.of(data, portBase));
    if (words.getFirst().equals("list")) {
      list(client.get(URI.create(models)), out);
      return;
    }
    var address =
        URI.create(
            "%s/%s/%s/%s"
                .formatted(models, encoded(words.get(1)), encoded(words.get(2)), words.getFirst()));
    var body = words.size() == 4 ? "{\"version\": %s}".formatted(words.get(3)) : "{}";
    var chosen = client.post(address, "application/json", body);
    out.printf(
        "%s %s: %s from now on%n",
        words.get(1), words.get(2), named(chosen.get("version").asInt()));
  }

  static void list(JsonNode models, PrintStream out) {
    if (models.get("items").isEmpty()) {
      out.println("no model was taught yet; the one that ships reads everything");
    }
    for (var shop : models.get("items")) {
      var inForce = shop.get("inForce").asInt();
      out.printf(
          "%s %s: %s%n",
          shop.get("storefront").asText(), shop.get("language").asText(), named(inForce));
      shop.get("versions").forEach(version -> line(version, out));
    }
  }

  private static void line(JsonNode version, PrintStream out) {
    var held = version.path("heldBack");
    out.printf(
        Locale.ROOT,
        "  %3d  %-8s  right on %.1f %% of %d reviews held back, the one before on %.1f %%  %s%n",
        version.get("version").asInt(),
        version.get("state").asText(),
        100 * held.path("polarAccuracy").asDouble(),
        held.path("n").asInt(),
        100 * held.path("incumbentPolarAccuracy").asDouble(),
        version.path("promotedAt").asText(""));
  }

  private static String named(int version) {
    return version == 0 ? "the model that ships" : "version " + version;
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
