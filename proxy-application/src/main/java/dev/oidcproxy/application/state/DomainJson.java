package dev.oidcproxy.application.state;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.oidcproxy.domain.authorization.Approval;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.grant.Stage;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.TokenHash;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * How domain values look in a store. The domain itself carries no annotation: what a sealed type's
 * records are called here is a promise to stores already written, not to the domain.
 */
final class DomainJson {

  private DomainJson() {}

  static JsonMapper mapper() {
    return JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
        .withConfigOverride(
            Claims.class,
            o ->
                o.setInclude(
                    JsonInclude.Value.construct(
                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .addModule(new Jdk8Module())
        .addModule(values())
        .addMixIn(Stage.class, StageNames.class)
        .addMixIn(Transaction.Step.class, StepNames.class)
        .addMixIn(Approval.class, ApprovalNames.class)
        .addMixIn(ClientAuthentication.class, AuthenticationNames.class)
        .build();
  }

  private static SimpleModule values() {
    SimpleModule module = new SimpleModule("domain");
    text(module, ClientId.class, ClientId::value, ClientId::new);
    text(module, GrantId.class, GrantId::value, GrantId::new);
    text(module, TransactionId.class, TransactionId::value, TransactionId::new);
    text(module, Scope.class, Scope::value, Scope::new);
    text(module, Resource.class, Resource::identifier, Resource::new);
    text(module, CodeChallenge.class, CodeChallenge::value, CodeChallenge::new);
    text(module, TokenHash.class, TokenHash::value, TokenHash::new);
    text(module, RedirectUri.class, RedirectUri::value, RedirectUri::new);
    text(module, Secret.class, Secret::reveal, Secret::of);
    text(module, Instant.class, Instant::toString, Instant::parse);
    ClaimsJson.addTo(module);
    // Scopes keep their order.
    module.addAbstractTypeMapping(Set.class, LinkedHashSet.class);
    return module;
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new JsonSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider unused)
              throws IOException {
            out.writeString(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new JsonDeserializer<T>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext unused) throws IOException {
            return read.apply(in.getText());
          }
        });
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "stage")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Stage.AwaitingConsent.class, name = "awaiting_consent"),
    @JsonSubTypes.Type(value = Stage.AwaitingRedemption.class, name = "awaiting_redemption"),
    @JsonSubTypes.Type(value = Stage.Active.class, name = "active")
  })
  private interface StageNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Transaction.Step.AwaitingConsent.class, name = "awaiting_consent"),
    @JsonSubTypes.Type(value = Transaction.Step.AwaitingLogin.class, name = "awaiting_login"),
    @JsonSubTypes.Type(
        value = Transaction.Step.AwaitingConfirmation.class,
        name = "awaiting_confirmation"),
    @JsonSubTypes.Type(value = Transaction.Step.Denied.class, name = "denied")
  })
  private interface StepNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Approval.Given.class, name = "given"),
    @JsonSubTypes.Type(value = Approval.Remembered.class, name = "remembered"),
    @JsonSubTypes.Type(value = Approval.Waived.class, name = "waived")
  })
  private interface ApprovalNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ClientAuthentication.None.class, name = "none"),
    @JsonSubTypes.Type(value = ClientAuthentication.SecretHash.class, name = "secret"),
    @JsonSubTypes.Type(value = ClientAuthentication.PrivateKey.class, name = "private_key")
  })
  private interface AuthenticationNames {}
}
