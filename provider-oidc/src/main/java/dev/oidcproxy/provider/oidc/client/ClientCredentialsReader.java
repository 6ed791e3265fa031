package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.jwt.AssertionHeader;
import dev.oidcproxy.application.pem.Pem;
import dev.oidcproxy.domain.value.ClientCertificate;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.MutualTls;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.PlatformJwt;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.SecretBasic;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.SecretPost;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.SignedJwt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads who we are at the provider, and how we prove it, from the section {@code provider}. */
public final class ClientCredentialsReader {

  private static final String METHOD = "token_endpoint_auth_method";
  private static final String SECRET = "client_secret";
  private static final String KEY = "private_key";
  private static final String KEYRING = "private_key_keyring";
  private static final String CERTIFICATE = "certificate_file";
  private static final String PLATFORM = "client_assertion_file";
  private static final String KEY_ID = "private_key_id";
  private static final String ALGORITHM = "client_assertion_algorithm";
  private static final String AUDIENCE = "client_assertion_audience";

  /** Those that may be in a file instead. */
  private static final Set<String> IN_FILES = Set.of(SECRET, KEY);

  private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256");

  /** The methods by their names in the standard. */
  private enum Method {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT,
    TLS_CLIENT_AUTH,
    SELF_SIGNED_TLS_CLIENT_AUTH,
    NONE
  }

  private final ConfigReader config;
  private final Optional<Secret> secret;
  private final Optional<Secret> key;

  private ClientCredentialsReader(ConfigReader config) {
    this.config = config;
    // Read whatever the method is: what may hold a secret must not be shown.
    this.secret = config.secret(SECRET);
    this.key = config.secret(KEY);
  }

  /** Whatever is wrong becomes a problem of {@code config}. */
  public static ClientCredentials read(ConfigReader config) {
    String id = config.requiredText("client_id", "the client id that the provider gave you");
    return new ClientCredentials(id, new ClientCredentialsReader(config).authentication());
  }

  private ClientAuthentication authentication() {
    Optional<Method> method = method();
    method.ifPresent(this::warnOfUnused);
    return method
        .flatMap(m ->
            switch (m) {
              case CLIENT_SECRET_BASIC -> withSecret(SecretBasic::new);
              case CLIENT_SECRET_POST -> withSecret(SecretPost::new);
              case PRIVATE_KEY_JWT -> assertion();
              case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH -> certificate();
              case NONE -> Optional.empty();
            })
        .orElseGet(ClientAuthentication.None::new);
  }

  /** Absent when that was told as a problem. */
  private Optional<Method> method() {
    if (config.has(METHOD) && config.text(METHOD).isPresent()) {
      return config.choice(METHOD, Method.class);
    }
    if (given(PLATFORM)) {
      return Optional.of(Method.PRIVATE_KEY_JWT);
    }
    if (given(KEY) || given(KEYRING)) {
      config.problem(
          METHOD,
          "is missing: a private key is for private_key_jwt or, with certificate_file, for"
              + " tls_client_auth");
      return Optional.empty();
    }
    return Optional.of(Method.CLIENT_SECRET_BASIC);
  }

  private void warnOfUnused(Method method) {
    boolean theirs = method == Method.PRIVATE_KEY_JWT && given(PLATFORM);
    Set<String> used =
        switch (method) {
          case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> Set.of(SECRET);
          // The platform makes the whole assertion; a key as well is a problem.
          case PRIVATE_KEY_JWT ->
              theirs
                  ? Set.of(KEY, KEYRING, PLATFORM)
                  : Set.of(KEY, KEYRING, CERTIFICATE, KEY_ID, ALGORITHM, AUDIENCE);
          case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH -> Set.of(KEY, CERTIFICATE);
          case NONE -> Set.of();
        };
    Stream.of(SECRET, KEY, KEYRING, CERTIFICATE, PLATFORM, KEY_ID, ALGORITHM, AUDIENCE)
        .filter(name -> given(name) && !used.contains(name))
        .forEach(name ->
            config.warning(
                config.text(name).isPresent() ? name : name + "_file",
                theirs
                    ? "is not used with " + PLATFORM
                    : "is not used with "
                        + METHOD
                        + ": "
                        + method.name().toLowerCase(Locale.ROOT)));
  }

  private boolean given(String name) {
    return config.text(name).isPresent()
        || (IN_FILES.contains(name) && config.text(name + "_file").isPresent());
  }

  private Optional<ClientAuthentication> withSecret(Function<Secret, ClientAuthentication> form) {
    if (secret.isEmpty()) {
      config.problem(
          SECRET,
          "is missing: set it (or client_secret_file) to what the provider gave you, or set "
              + METHOD
              + ": none for a public client, private_key_jwt for one with a key");
    }
    return secret.map(form);
  }

  private Optional<ClientAuthentication> assertion() {
    List<String> sources = Stream.of(KEY, KEYRING, PLATFORM).filter(this::given).toList();
    if (sources.size() > 1) {
      config.problem(
          sources.get(1), "is given as well as " + sources.get(0) + ": keep one of them");
      return Optional.empty();
    }
    Optional<AssertionAudience> audience = config.choice(AUDIENCE, AssertionAudience.class);
    AssertionHeader header = header();
    return switch (sources.isEmpty() ? "" : sources.get(0)) {
      case KEY -> key.flatMap(pem -> given(pem, header)).map(k -> new SignedJwt(k, audience));
      case KEYRING ->
          config
              .text(KEYRING)
              .map(entry -> new SignedJwt(new ClientKey.InKeyring(entry, header), audience));
      case PLATFORM -> platform();
      default -> {
        config.problem(
            KEY,
            "is missing: private_key_jwt needs private_key_file (a PEM file), private_key_keyring"
                + " (an entry of the system keyring) or client_assertion_file (a token that the"
                + " platform renews)");
        yield Optional.empty();
      }
    };
  }

  private Optional<ClientKey> given(Secret pem, AssertionHeader header) {
    try {
      return Optional.of(new ClientKey.Given(header.over(pem.reveal())));
    } catch (IllegalArgumentException e) {
      config.problem(keyInUse(), "cannot be used: " + e.getMessage());
      return Optional.empty();
    }
  }

  private AssertionHeader header() {
    Optional<String> algorithm =
        config.parsed(
            ALGORITHM,
            "one of ES256, PS256, RS256",
            text -> {
              if (!ALGORITHMS.contains(text)) {
                throw new IllegalArgumentException();
              }
              return text;
            });
    return new AssertionHeader(
        algorithm, config.text(KEY_ID), certificates().map(chain -> chain.get(0)));
  }

  private Optional<List<X509Certificate>> certificates() {
    return config.parsed(
        CERTIFICATE,
        "a PEM file with a certificate",
        file -> {
          try {
            return Pem.certificates(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1));
          } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  private Optional<ClientAuthentication> certificate() {
    Optional<List<X509Certificate>> chain = certificates();
    if (!given(CERTIFICATE) || !given(KEY)) {
      config.problem(
          given(CERTIFICATE) ? KEY : CERTIFICATE,
          "is missing: to be known by a certificate takes certificate_file and private_key_file");
    }
    if (chain.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      PrivateKey own = Pem.privateKey(key.get().reveal());
      Pem.requirePair(chain.get().get(0), own);
      return Optional.of(new MutualTls(new ClientCertificate(chain.get(), own)));
    } catch (GeneralSecurityException e) {
      config.problem(
          keyInUse(),
          "must be the key of the (first) certificate in certificate_file, in PEM without a"
              + " password");
      return Optional.empty();
    }
  }

  private String keyInUse() {
    return config.text(KEY).isPresent() ? KEY : KEY + "_file";
  }

  /** What is not there yet may come: the platform writes it, and it is read when it is used. */
  private Optional<ClientAuthentication> platform() {
    return config
        .parsed(PLATFORM, "the path of a file", Path::of)
        .map(file -> {
          if (!Files.isReadable(file)) {
            config.warning(PLATFORM, "names a file that is not there, or not to be read");
          }
          return new PlatformJwt(file);
        });
  }
}
