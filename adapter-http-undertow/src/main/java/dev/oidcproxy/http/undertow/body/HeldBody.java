package dev.oidcproxy.http.undertow.body;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body in memory, and the room it takes there. It grows in blocks, however small the pieces are
 * that it comes in, so that what is allocated is what is counted. By one thread at a time.
 */
public final class HeldBody {

  private static final int LARGEST_BLOCK = 64 * 1024;
  private static final byte[] NOTHING = {};

  private final HeldBytes room;
  private List<ByteBuffer> blocks = new ArrayList<>();
  private byte[] whole = NOTHING;
  private int size;
  private int held;

  HeldBody(HeldBytes room) {
    this.room = room;
  }

  /** The body; nothing before it is complete and after it was released. */
  public byte[] bytes() {
    return whole;
  }

  /** Lets go of the bytes, and gives their room back; again does nothing. */
  public void release() {
    blocks = List.of();
    whole = NOTHING;
    giveBack(held);
  }

  int size() {
    return size;
  }

  /** Whether there was room for the next bytes. */
  boolean add(ByteBuffer bytes) {
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      if (blocks.isEmpty() || !blocks.getLast().hasRemaining()) {
        // Most bodies come in one piece, and are one block of just their size.
        int length = Math.max(bytes.remaining(), Math.min(held, LARGEST_BLOCK));
        if (!room.take(length)) {
          return false;
        }
        held += length;
        blocks.add(ByteBuffer.allocate(length));
      }
      ByteBuffer block = blocks.getLast();
      int count = Math.min(block.remaining(), bytes.remaining());
      block.put(bytes.slice().limit(count));
      bytes.position(bytes.position() + count);
    }
    return true;
  }

  /** Nothing more comes. */
  void complete() {
    if (blocks.size() == 1 && !blocks.getFirst().hasRemaining()) {
      whole = blocks.getFirst().array();
    } else {
      ByteBuffer joined = ByteBuffer.allocate(size);
      blocks.forEach(block -> joined.put(block.flip()));
      whole = joined.array();
    }
    blocks = List.of();
    giveBack(held - size);
  }

  private void giveBack(int count) {
    held -= count;
    room.giveBack(count);
  }
}
