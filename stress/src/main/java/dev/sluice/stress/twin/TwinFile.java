package dev.sluice.stress.twin;

import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.async.PendingTwin;
import dev.sluice.deque.Attaching;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.ring.Payload;
import dev.sluice.stress.crash.UncontendedRepair;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.PollingWaiter;
import dev.sluice.sync.Waiter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A deque of numbers on an {@link ArrayRegion}, with as many handles as there are slots; nobody in it dies. */
public final class TwinFile {
    private static final Path PATH = Path.of("twin");

    private final Identity identity;
    private final Region region;
    private final Waiter waiter;
    private int handles;

    /** An empty deque whose handles poll. */
    public TwinFile(int capacity) {
        this(capacity, ArrayRegion::new, region -> new PollingWaiter(Waiting.YIELD));
    }

    /**
     * An empty deque.
     *
     * @param memory makes a region of so many bytes
     * @param waiting how its handles wait
     */
    public TwinFile(int capacity, IntFunction<Region> memory, Function<Region, Waiter> waiting) {
        identity = Identity.of(capacity, Integer.BYTES, Overflow.REJECT, Waiting.YIELD, false, "number");
        region = memory.apply(identity.fileBytes());
        waiter = waiting.apply(region);
    }

    /** A new handle. */
    public DequeEngine attach() {
        int slot = handles++;
        Attachment attachment = new Attachment(FileKind.DEQUE, PATH, slot, 1);
        // What Participants.enter does, but for the look into /proc: millions are made.
        region.setInt(ParticipantLayout.slotOffset(slot) + ParticipantLayout.STATUS, (1 << 1) | 1);
        region.setInt(HeaderLayout.SLOTS_USED_OFFSET, handles);
        return Attaching.over(region, PATH, identity, waiter, attachment, asked -> false, new UncontendedRepair());
    }

    /** Puts a number at the end, if there is room. */
    public static boolean offer(DequeEngine handle, int value) {
        byte[] bytes = PendingTwin.encode(value);
        return handle.offer(End.LAST, new Payload().set(bytes, 0, bytes.length));
    }

    /** The first number, or null. */
    public static @Nullable Integer poll(DequeEngine handle) {
        Payload sink = new Payload();
        return handle.poll(End.FIRST, sink)
                ? ByteBuffer.wrap(sink.array(), sink.offset(), sink.length()).getInt()
                : null;
    }
}
