package heed.testing;

import org.testcontainers.DockerClientFactory;

/** Whether a container engine is there, and not just its client. */
final class Docker {
  private Docker() {}

  static boolean answers() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
