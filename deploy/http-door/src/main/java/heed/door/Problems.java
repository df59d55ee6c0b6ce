package heed.door;

import io.vertx.ext.web.RoutingContext;

/** Refusals by what stands before the resources. */
public final class Problems {
  /** Answers with the problem, as a resource that threw the refusal would. */
  public static void send(RoutingContext context, Refusal refusal) {
    Problem.send(context, refusal);
  }

  private Problems() {}
}
