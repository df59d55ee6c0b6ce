package heed.testing;

import heed.embedded.ServerCertificate;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of a test's own, and what it vouches for, made with the JDK's keytool. */
public final class Certificates {
  private static final String PASSWORD = "for-tests";

  private final Path folder;

  /** Makes the authority, unless the folder has it already. */
  public Certificates(Path folder) {
    this.folder = folder;
    if (!Files.exists(authority())) {
      make("ca", "-ext", "bc=ca:true");
      keytool("ca", "-exportcert", "-rfc", "-alias", "ca", "-file", authority().toString());
    }
  }

  /** Its certificate, in PEM. */
  public Path authority() {
    return folder.resolve("ca.pem");
  }

  /**
   * What a server shows that the authority vouches for under a name, such as dns:localhost.
   *
   * @param file a name for it in the folder
   */
  public SSLContext server(String file, String san) throws GeneralSecurityException, IOException {
    sign(file, san);
    return context(folder.resolve(file + ".p12"));
  }

  /** The same in PEM, as servers are configured; its subject is {@code CN=file}. */
  public ServerCertificate pem(String file, String san)
      throws GeneralSecurityException, IOException {
    sign(file, san);
    var keys = load(folder.resolve(file + ".p12"));
    var key = folder.resolve(file + "-key.pem");
    var chain = folder.resolve(file + "-chain.pem");
    var secret = keys.getKey(file, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(key, block("PRIVATE KEY", secret));
    Files.writeString(chain, block("CERTIFICATE", keys.getCertificate(file).getEncoded()));
    return new ServerCertificate(chain, key, authority());
  }

  /** What a client uses that trusts this authority and no other. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = new FileInputStream(authority().toFile())) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      trusted.setCertificateEntry("ca", certificate);
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static String block(String title, byte[] der) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(title, lines.encodeToString(der), title);
  }

  private void sign(String file, String san) throws IOException {
    var request = folder.resolve(file + ".csr").toString();
    var signed = folder.resolve(file + ".pem").toString();
    Files.deleteIfExists(folder.resolve(file + ".p12"));
    make(file);
    keytool(file, "-certreq", "-alias", file, "-file", request);
    keytool(
        "ca",
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        request,
        "-outfile",
        signed,
        "-rfc",
        "-ext",
        "san=" + san);
    keytool(file, "-importcert", "-noprompt", "-alias", "ca", "-file", authority().toString());
    keytool(file, "-importcert", "-noprompt", "-alias", file, "-file", signed);
  }

  private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
    var keys = load(file);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = new FileInputStream(file.toFile())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private void make(String file, String... more) {
    var words =
        new ArrayList<>(
            List.of("-genkeypair", "-keyalg", "EC", "-alias", file, "-dname", "CN=" + file));
    words.addAll(List.of(more));
    keytool(file, words.toArray(String[]::new));
  }

  private void keytool(String file, String... words) {
    var program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of(words));
    var store = folder.resolve(file + ".p12").toString();
    command.addAll(List.of("-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      Files.createDirectories(folder);
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
