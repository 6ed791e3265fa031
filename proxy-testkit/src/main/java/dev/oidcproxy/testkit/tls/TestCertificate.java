package dev.oidcproxy.http.undertow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A self-signed certificate and its key, made by the JDK's own tool and written as PEM. */
record TestCertificate(Path certificate, Path privateKey, KeyStore store) {

  static final char[] PASSWORD = "changeit".toCharArray();

  static TestCertificate make(Path folder, String keyAlgorithm, String name)
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
                    "changeit",
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
      store.load(in, PASSWORD);
    }
    return new TestCertificate(
        pem(folder, keyAlgorithm, "CERTIFICATE", store.getCertificate("test").getEncoded()),
        pem(folder, keyAlgorithm, "PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded()),
        store);
  }

  static Path pem(Path folder, String name, String kind, byte[] der) throws IOException {
    return Files.writeString(
        folder.resolve(name + " " + kind + ".pem"),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind));
  }
}
