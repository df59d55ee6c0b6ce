package heed.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The server's settings; written anew at each start, so a change of ours reaches old folders. */
final class PostgresSettings {
  private static final int LEAST_MEGABYTES = 128;
  private static final int MOST_MEGABYTES = 4096;

  private PostgresSettings() {}

  /**
   * Pages that the server keeps at hand, in MB: an eighth of what the machine has. It takes them as
   * it needs them. With millions of reviews each new one touches pages all over the indexes, and
   * those that are not at hand are read from the system and pushed out again.
   *
   * @param memory of the machine, in bytes
   */
  static int buffers(long memory) {
    return (int) Math.clamp(memory / 8 >> 20, LEAST_MEGABYTES, MOST_MEGABYTES);
  }

  private static int buffers() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? buffers(machine.getTotalMemorySize())
        : LEAST_MEGABYTES;
  }

  static String of(int port, boolean tls) {
    return plain(port) + (tls ? ServerCertificate.SETTINGS : "");
  }

  private static String plain(int port) {
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = 60
    shared_buffers = %dMB
    # room for a burst: a checkpoint every few seconds writes every page whole again
    max_wal_size = 2GB
    checkpoint_timeout = 15min
    jit = off
    password_encryption = 'scram-sha-256'
    timezone = 'UTC'
    log_timezone = 'UTC'

    # one file per weekday, written over a week later
    logging_collector = on
    log_directory = 'log'
    log_filename = 'postgres-%%a.log'
    log_truncate_on_rotation = on
    log_rotation_age = 1d
    log_rotation_size = 0

    # statements and details carry what customers wrote: they stay out of the log
    log_statement = 'none'
    log_min_error_statement = 'panic'
    log_error_verbosity = 'terse'
    """
        .formatted(port, buffers());
  }
}
