package heed.alerting.telling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who may vouch for a receiver's name: those that the machine trusts, and those of a file. */
final class Authorities {
  private Authorities() {}

  /**
   * The machine's own and those of a file.
   *
   * @throws IllegalArgumentException naming the key, if the file cannot be read as certificates
   */
  static TrustManager with(Path file) {
    try (var in = Files.newInputStream(file)) {
      var all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      var n = 0;
      for (var own : first(null).getAcceptedIssuers()) {
        all.setCertificateEntry("machine-" + n++, own);
      }
      var more = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (more.isEmpty()) {
        throw new GeneralSecurityException("the file has no certificate");
      }
      for (var one : more) {
        all.setCertificateEntry("file-" + n++, one);
      }
      return first(all);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "heed.telling.ca is not a file of certificates in PEM: " + file, e);
    }
  }

  /** Of a store; null is that of the machine. */
  private static X509TrustManager first(@Nullable KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
