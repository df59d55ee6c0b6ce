package heed.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a server shows, and who vouches for it; all PEM.
 *
 * @param chain the server's certificate first
 * @param key its private key, PKCS#8 without a password
 * @param authority what clients are given to trust
 */
public record ServerCertificate(Path chain, Path key, Path authority) {
  private static final String CHAIN = "server.crt";
  private static final String KEY = "server.key";

  /** PostgreSQL's, for the copies that {@link #insistOn} makes. */
  static final String SETTINGS =
      """

      ssl = on
      ssl_cert_file = '%s'
      ssl_key_file = '%s'
      ssl_min_protocol_version = 'TLSv1.3'
      """
          .formatted(CHAIN, KEY);

  /** Only with TLS may a role come in to its own database, and the superuser to all. */
  private static final String TLS_ONLY =
      """
      hostssl sameuser all 127.0.0.1/32 scram-sha-256
      hostssl all postgres 127.0.0.1/32 scram-sha-256
      """;

  /** Writes what PostgreSQL needs into its data folder. */
  void insistOn(Path data) throws IOException {
    Files.writeString(data.resolve("pg_hba.conf"), TLS_ONLY);
    Files.copy(chain, data.resolve(CHAIN), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(key, data.resolve(KEY), StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(data.resolve(KEY), PosixFilePermissions.fromString("rw-------"));
  }

  /** What a client of PostgreSQL adds to its URL so that it talks to nobody else. */
  String wanted() {
    return "?sslmode=verify-full&sslrootcert=" + authority;
  }
}
