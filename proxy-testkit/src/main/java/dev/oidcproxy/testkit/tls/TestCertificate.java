package dev.oidcproxy.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A self-signed certificate and its key, made by the JDK's own tool.
 *
 * @param certificate a PEM file
 * @param privateKey a PEM file
 * @param store both, under {@link #PASSWORD}
 */
public record TestCertificate(Path certificate, Path privateKey, KeyStore store) {

  /** What opens the store and the key in it. */
  public static final String PASSWORD = "changeit";

  /**
   * Makes one in a folder.
   *
   * @param keyAlgorithm {@code RSA} or {@code EC}
   * @param name whom it is for, such as {@code dns:localhost} or {@code ip:127.0.0.1}
   */
  public static TestCertificate make(Path folder, String keyAlgorithm, String name)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve(keyAlgorithm + ".p12");
    Process tool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "test",
                    "-keyalg",
                    keyAlgorithm,
                    "-dname",
                    "CN=test",
                    "-ext",
                    "san=" + name,
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    tool.getInputStream().readAllBytes();
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        pem(folder, keyAlgorithm, "CERTIFICATE", store.getCertificate("test").getEncoded()),
        pem(
            folder,
            keyAlgorithm,
            "PRIVATE KEY",
            store.getKey("test", PASSWORD.toCharArray()).getEncoded()),
        store);
  }

  /** Writes something as PEM, for instance what is no certificate. */
  public static Path pem(Path folder, String name, String kind, byte[] der) throws IOException {
    return Files.writeString(
        folder.resolve(name + " " + kind + ".pem"),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind));
  }
}
