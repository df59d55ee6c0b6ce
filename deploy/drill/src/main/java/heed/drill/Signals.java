package heed.drill;

import java.io.IOException;

/** What a drill does to processes that it started, by their number. */
final class Signals {
  private Signals() {}

  /** Stops it where it stands: it neither works nor says goodbye. */
  static void pause(ProcessHandle process) throws IOException, InterruptedException {
    send("-STOP", process);
  }

  static void goOn(ProcessHandle process) throws IOException, InterruptedException {
    send("-CONT", process);
  }

  private static void send(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    var kill =
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (kill.waitFor() != 0 && process.isAlive()) {
      throw new IOException("kill %s %d was refused".formatted(signal, process.pid()));
    }
  }
}
