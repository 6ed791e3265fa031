package dev.oidcproxy.store.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/** A connection to Redis (to each of its nodes, in a cluster), and the commands it takes. */
record Session(
    StatefulConnection<byte[], byte[]> connection,
    RedisClusterAsyncCommands<byte[], byte[]> commands) {

  void close() {
    var unused = connection.closeAsync();
  }
}
