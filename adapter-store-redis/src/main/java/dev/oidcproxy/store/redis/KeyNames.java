package dev.oidcproxy.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oidcproxy.domain.port.Key;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * What keys and channels are called in Redis: {@code prefix:collection:id}. The prefix and the
 * collection hold no colon, so where an id begins is never in doubt.
 */
final class KeyNames {

  private final String prefix;

  KeyNames(String prefix) {
    this.prefix = prefix;
  }

  byte[] name(Key key) {
    return bytes(start(key.collection()) + key.id());
  }

  Key key(String collection, byte[] name) {
    int start = bytes(start(collection)).length;
    return new Key(collection, text(Arrays.copyOfRange(name, start, name.length)));
  }

  /** Matches the keys of a collection, and no others. */
  String pattern(String collection) {
    return start(collection).replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
  }

  /** Where removals of a collection are told. */
  String channel(String collection) {
    return prefix + ":removed:" + escaped(collection);
  }

  byte[] bytesOfChannel(String collection) {
    return bytes(channel(collection));
  }

  /** One that no entry can have. */
  byte[] forHealth() {
    return bytes(prefix + ":health");
  }

  /** An id, as it is told on a channel. */
  static byte[] id(Key key) {
    return bytes(key.id());
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private String start(String collection) {
    return prefix + ":" + escaped(collection) + ":";
  }

  private static String escaped(String collection) {
    return collection.replace("%", "%25").replace(":", "%3A");
  }

  /** Strictly: half a surrogate pair would become a question mark, and two ids one key. */
  private static byte[] bytes(String text) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("an id must be text that Unicode allows", e);
    }
  }
}
