package heed.launcher;

import java.io.IOException;

/** One process that Heed is made of. */
sealed interface Part permits BrokerPart, PostgresPart, ServicePart {
  String name();

  String where();

  /** Where its own words can be read. */
  String log();

  void start() throws IOException, InterruptedException;

  boolean isAlive();

  /** True once it can be worked with; asked only while it is alive. */
  boolean isReady() throws InterruptedException;

  /** How it ended, for people. */
  String ending();

  /** Asks it to finish what it does, and makes it end if it takes too long. */
  void stop() throws IOException, InterruptedException;
}
