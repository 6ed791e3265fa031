package dev.oidcproxy.store.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;

/**
 * The library, set up for one address. What was sent and not answered when a connection ends is not
 * sent again: a second run of a script would take its own first one for somebody else's.
 */
final class Client implements AutoCloseable {

  private static final RedisCodec<String, byte[]> CHANNELS =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final Supplier<CompletionStage<Session>> sessions;
  private final Supplier<CompletionStage<? extends StatefulRedisPubSubConnection<String, byte[]>>>
      subscribers;

  private Client(
      ClientResources resources,
      AbstractRedisClient client,
      Supplier<CompletionStage<Session>> sessions,
      Supplier<CompletionStage<? extends StatefulRedisPubSubConnection<String, byte[]>>>
          subscribers) {
    this.resources = resources;
    this.client = client;
    this.sessions = sessions;
    this.subscribers = subscribers;
  }

  /**
   * Opens nothing yet.
   *
   * @param silence how long a connection may owe us an answer
   */
  static Client of(RedisAddress address, TrustManagerFactory trusted, Duration silence) {
    ClientResources resources = resources(silence);
    return address.topology() == RedisAddress.Topology.CLUSTER
        ? cluster(RedisClusterClient.create(resources, address.nodes()), resources, trusted)
        : single(RedisClient.create(resources), resources, trusted, address.nodes().getFirst());
  }

  CompletableFuture<Session> connect() {
    return attempt(sessions);
  }

  CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>> connectForEvents() {
    return attempt(() -> subscribers.get().thenApply(connection -> connection));
  }

  /** Runs a task in a while; not at all once this is closed. */
  void later(Duration pause, Runnable task) {
    if (!resources.eventExecutorGroup().isShuttingDown()) {
      var unused =
          resources.eventExecutorGroup().schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    client.shutdown(0, RedisAddress.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    resources
        .shutdown(0, RedisAddress.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(RedisAddress.TIMEOUT.toMillis());
  }

  private static Client single(
      RedisClient client, ClientResources resources, TrustManagerFactory trusted, RedisURI uri) {
    client.setOptions(options(ClientOptions.builder(), trusted).build());
    return new Client(
        resources,
        client,
        // By Sentinel, it is asked for the master at each connection, also at those of the library.
        () ->
            client
                .connectAsync(ByteArrayCodec.INSTANCE, uri)
                .thenApply(connection -> new Session(connection, connection.async())),
        () -> client.connectPubSubAsync(CHANNELS, uri));
  }

  private static Client cluster(
      RedisClusterClient client, ClientResources resources, TrustManagerFactory trusted) {
    ClusterClientOptions.Builder options = ClusterClientOptions.builder();
    options.topologyRefreshOptions(
        ClusterTopologyRefreshOptions.builder()
            .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
            .enablePeriodicRefresh(Duration.ofSeconds(30))
            .build());
    options(options, trusted);
    client.setOptions(options.build());
    return new Client(
        resources,
        client,
        () ->
            client
                .refreshPartitionsAsync()
                .thenCompose(known -> client.connectAsync(ByteArrayCodec.INSTANCE))
                .thenCompose(Client::joined),
        () ->
            client
                .refreshPartitionsAsync()
                .thenCompose(known -> client.connectPubSubAsync(CHANNELS)));
  }

  /** The library refuses commands for a node that it has not spoken to yet, so it does first. */
  private static CompletionStage<Session> joined(
      StatefulRedisClusterConnection<byte[], byte[]> cluster) {
    return CompletableFuture.allOf(
            cluster.getPartitions().stream()
                .filter(node -> !node.getSlots().isEmpty())
                .map(node ->
                    cluster
                        .getConnectionAsync(node.getUri().getHost(), node.getUri().getPort())
                        // One that is down now does not keep us from the others.
                        .exceptionally(failure -> null))
                .toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> new Session(cluster, cluster.async()));
  }

  private static ClientOptions.Builder options(
      ClientOptions.Builder options, TrustManagerFactory trusted) {
    return options
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        // Our own waiting has its limits, and WAIT may take longer than others.
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(
            SocketOptions.builder().connectTimeout(RedisAddress.TIMEOUT).keepAlive(true).build())
        .sslOptions(
            SslOptions.builder()
                .jdkSslProvider()
                .trustManager(trusted)
                .handshakeTimeout(RedisAddress.TIMEOUT)
                .build());
  }

  private static ClientResources resources(Duration silence) {
    return DefaultClientResources.builder()
        .ioThreadPoolSize(2)
        .computationThreadPoolSize(2)
        .commandLatencyRecorder(CommandLatencyRecorder.disabled())
        .reconnectDelay(
            Delay.fullJitter(
                Duration.ofMillis(10), Duration.ofSeconds(1), 10, TimeUnit.MILLISECONDS))
        .nettyCustomizer(
            new NettyCustomizer() {
              @Override
              public void afterChannelInitialized(Channel channel) {
                channel.pipeline().addFirst(new SilenceGuard(silence));
              }
            })
        .build();
  }

  /** The library throws some failures instead of returning them. */
  private static <T> CompletableFuture<T> attempt(Supplier<CompletionStage<T>> connecting) {
    try {
      return connecting.get().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
