package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Subscription;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Removals as the servers tell them, on a connection of its own. A beat every second makes it if it
 * is not there yet, subscribes to what is not heard, and sends a {@code PING}, so that a connection
 * that went silent is noticed as on any other by its {@link SilenceGuard}. Once made, the library
 * makes it anew when it ends, and subscribes again.
 */
final class ChangeFeed implements AutoCloseable {

  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Client client;
  private final KeyNames names;
  private final Map<String, RemovalChannel> channels = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private StatefulRedisPubSubConnection<String, byte[]> connection;
  private boolean connecting;
  private boolean beating;
  private boolean closed;

  ChangeFeed(Client client, KeyNames names) {
    this.client = client;
    this.names = names;
  }

  /** Returns once the listener hears, or knows that it does not yet. */
  Subscription listen(String collection, ChangeListener listener) {
    // A channel stays subscribed when its last listener leaves: there are as few as collections.
    RemovalChannel channel =
        channels.computeIfAbsent(names.channel(collection), name -> new RemovalChannel(collection));
    RemovalChannel.Listening listening = channel.add(listener);
    lock.lock();
    try {
      if (!beating) {
        beating = true;
        client.later(BEAT, this::beat);
      }
      refresh();
    } finally {
      lock.unlock();
    }
    channel.settle(listening, RedisAddress.TIMEOUT);
    return () -> channel.remove(listening);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void beat() {
    lock.lock();
    try {
      if (!closed) {
        refresh();
        client.later(BEAT, this::beat);
      }
    } finally {
      lock.unlock();
    }
  }

  private void refresh() {
    if (connection != null && connection.isOpen()) {
      var unused = connection.async().ping();
      channels.forEach((name, channel) -> {
        if (!channel.isOpen()) {
          var unusedToo = connection.async().subscribe(name);
        }
      });
    } else if (connection == null && !connecting && !closed) {
      connecting = true;
      var unused = client.connectForEvents().whenComplete(this::connected);
    }
  }

  private void connected(StatefulRedisPubSubConnection<String, byte[]> made, Throwable failure) {
    lock.lock();
    try {
      connecting = false;
      if (failure == null) {
        made.addListener(new Events());
        made.addListener(new Ends());
        connection = made;
        refresh();
      }
    } finally {
      lock.unlock();
    }
    if (failure != null || !made.isOpen()) {
      lost();
    }
  }

  private void lost() {
    channels.values().forEach(RemovalChannel::lost);
  }

  private final class Events extends RedisPubSubAdapter<String, byte[]> {
    @Override
    public void message(String channel, byte[] id) {
      channels.get(channel).removed(id);
    }

    @Override
    public void subscribed(String channel, long count) {
      channels.get(channel).opened();
    }
  }

  private final class Ends implements RedisConnectionStateListener {
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> ended) {
      lost();
    }
  }
}
