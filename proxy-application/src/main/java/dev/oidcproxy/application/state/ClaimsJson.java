package dev.oidcproxy.application.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.oidcproxy.domain.claim.Claims;
import java.io.IOException;
import java.util.LinkedHashMap;

/** Claims as an object of their own; without any there is none, as in records from before them. */
final class ClaimsJson {

  private ClaimsJson() {}

  static void addTo(SimpleModule module) {
    module.addSerializer(Claims.class, new Writer());
    module.addDeserializer(Claims.class, new Reader());
  }

  private static final class Writer extends JsonSerializer<Claims> {

    @Override
    public void serialize(Claims claims, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(claims.values(), out);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Claims claims) {
      return claims.isEmpty();
    }
  }

  private static final class Reader extends JsonDeserializer<Claims> {

    @Override
    public Claims deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Claims.ofUsable(
          context.readValue(
              in,
              context
                  .getTypeFactory()
                  .constructMapType(LinkedHashMap.class, String.class, Object.class)));
    }

    @Override
    public Claims getNullValue(DeserializationContext context) {
      return Claims.NONE;
    }
  }
}
