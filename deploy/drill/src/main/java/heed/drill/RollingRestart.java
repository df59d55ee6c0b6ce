package heed.drill;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An upgrade in the daytime: two copies of each, one after the other, and no client notices. */
final class RollingRestart implements Drill {
  private static final int FULL_RATE = 500;

  @Override
  public int number() {
    return 16;
  }

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public String what() {
    return "all four services restarted copy by copy at 500 requests/s; no answer but 2xx";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var balancers = new EnumMap<Service, Balancer>(Service.class);
    try (var exercise = new Exercise(context, heed).keepAnswers()) {
      for (var service : Service.values()) {
        balancers.put(service, balancer(heed, service));
      }
      exercise.load(manner(context, exercise), of(balancers, Service.INGEST)::uri);
      try (var visitors = new Visitors(heed, balancers)) {
        Wait.pass(Duration.ofSeconds(3));
        for (var service : Service.values()) {
          for (var copy : List.copyOf(heed.copies(service))) {
            restart(of(balancers, service), copy);
          }
          context.say(service.title() + " was restarted, copy by copy");
        }
        visitors.finish();
        exercise.note(
            "%d questions to the other services, refused: %s"
                .formatted(visitors.asked(), visitors.refused()));
        exercise.mustHold(visitors.refused().isEmpty(), "no question was answered but with 2xx");
      }
      exercise.faultEnded();
      double recovery = exercise.settle();
      var bad =
          exercise.answers(Long.MIN_VALUE, Long.MAX_VALUE).stream()
              .filter(a -> a.status() != 202)
              .toList();
      exercise.mustHold(bad.isEmpty(), "no post was answered but with 202: " + bad);
      return exercise.end(recovery, List.of());
    } finally {
      for (var balancer : balancers.values()) {
        balancer.close();
      }
      for (var service : Service.values()) {
        while (heed.copies(service).size() > 1) {
          heed.drop(heed.copies(service).getLast());
        }
      }
    }
  }

  private static Load.Manner manner(Context context, Exercise exercise) {
    int rate = context.atFullLength(Math.max(FULL_RATE, context.rate()), context.rate());
    return new Load.Manner(exercise.storefront(), rate, 64, 7, 0, false, true);
  }

  private static Balancer of(Map<Service, Balancer> balancers, Service service) {
    return Objects.requireNonNull(balancers.get(service), service::title);
  }

  private static Balancer balancer(Heed heed, Service service)
      throws IOException, InterruptedException {
    heed.add(service).awaitReady();
    var balancer = new Balancer(0);
    heed.copies(service).forEach(balancer::takeIn);
    return balancer;
  }

  private static void restart(Balancer balancer, Copy copy)
      throws IOException, InterruptedException {
    balancer.takeOut(copy);
    copy.stop();
    copy.start();
    copy.awaitReady();
    balancer.takeIn(copy);
  }

  /** Those who ask the other services meanwhile, as consoles and dashboards do. */
  private static final class Visitors implements AutoCloseable {
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;

    Visitors(Heed heed, Map<Service, Balancer> balancers) {
      threads =
          List.of(
              visit(heed, of(balancers, Service.SENTIMENT), "v1/tags", "{\"text\": \"It leaks.\"}"),
              visit(heed, of(balancers, Service.ALERTING), "v1/cases?limit=5", null),
              visit(heed, of(balancers, Service.METRICS), "v1/kpis?window=24h", null));
    }

    private Thread visit(Heed heed, Balancer balancer, String path, @Nullable String body) {
      var uri = balancer.uri().resolve("/" + path);
      return Thread.ofVirtual()
          .start(
              () -> {
                while (goesOn.get()) {
                  ask(heed, uri, body);
                }
              });
    }

    private void ask(Heed heed, URI uri, @Nullable String body) {
      try {
        int status = Http.once(uri, heed.key(), body).status();
        if (status < 200 || status > 299) {
          refused.add(uri.getPath() + " " + status);
        }
        asked.incrementAndGet();
        Wait.pass(Duration.ofMillis(20));
      } catch (IOException e) {
        refused.add(uri.getPath() + " " + e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void finish() throws InterruptedException {
      goesOn.set(false);
      for (var thread : threads) {
        thread.join();
      }
    }

    int asked() {
      return asked.get();
    }

    List<String> refused() {
      return List.copyOf(refused);
    }

    @Override
    public void close() {
      goesOn.set(false);
    }
  }
}
