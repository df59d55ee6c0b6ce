package heed.embedded;

/** The server's settings; written anew at each start, so a change of ours reaches old folders. */
final class PostgresSettings {
  private PostgresSettings() {}

  static String of(int port, boolean tls) {
    return plain(port) + (tls ? ServerCertificate.SETTINGS : "");
  }

  private static String plain(int port) {
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = 60
    shared_buffers = 256MB
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
        .formatted(port);
  }
}
