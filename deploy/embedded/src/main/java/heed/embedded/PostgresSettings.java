package heed.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The server's settings; written anew at each start, so a change of ours reaches old folders. */
final class PostgresSettings {
  private static final int LEAST_BUFFERS = 128;
  private static final int MOST_BUFFERS = 8192;
  private static final int LEAST_LOG = 2048;
  private static final int MOST_LOG = 8192;

  private PostgresSettings() {}

  /**
   * Pages that the server keeps at hand, in MB: a quarter of what the machine has, as its manual
   * advises. It takes them as it needs them. With millions of reviews each new one touches pages
   * all over the indexes, and those that are not at hand are read from the system and pushed out
   * again.
   *
   * @param memory of the machine, in bytes
   */
  static int buffers(long memory) {
    return (int) Math.clamp(memory / 4 >> 20, LEAST_BUFFERS, MOST_BUFFERS);
  }

  /**
   * What the log may come to between two checkpoints, in MB: a third of what the machine has. After
   * each checkpoint a page that is touched goes into the log whole; with millions of reviews most
   * are touched but once in two gigabytes of it. Only who writes that much has it on the disk.
   *
   * @param memory of the machine, in bytes
   */
  static int log(long memory) {
    return (int) Math.clamp(memory / 3 >> 20, LEAST_LOG, MOST_LOG);
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
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
    max_wal_size = %dMB
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
        .formatted(port, buffers(memory()), log(memory()));
  }
}
