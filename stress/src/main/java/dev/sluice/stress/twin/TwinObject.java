package dev.sluice.stress.twin;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.ObjectIdentity;
import dev.sluice.memory.Region;
import dev.sluice.stress.crash.SimulatedWaiter;
import dev.sluice.stress.crash.UncontendedRepair;
import dev.sluice.sync.Attachment;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.Holdings;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A synchronizer on an {@link ArrayRegion}, with as many handles as there are slots; nobody in it dies. Whoever sleeps is woken by
 * the word that he sleeps on and by nothing else, as in the kernel, so that a lost wake-up shows.
 *
 * @param <H> its operations
 */
public final class TwinObject<H extends Holdings> {
    private static final Path PATH = Path.of("twin");

    private final Handle.Kind<H> kind;
    private final int parameter;
    private final Region region = new ArrayRegion(ObjectIdentity.FILE_BYTES);
    private final Sleeps waiter = new Sleeps(region);
    private int handles;

    /** A new object of that kind. */
    public TwinObject(Handle.Kind<H> kind, int parameter) {
        this.kind = kind;
        this.parameter = parameter;
    }

    /** A new handle. */
    public Handle<H> attach() {
        int slot = handles++;
        region.setInt(ParticipantLayout.slotOffset(slot) + ParticipantLayout.STATUS, (1 << 1) | 1);
        region.setInt(HeaderLayout.SLOTS_USED_OFFSET, handles);
        return kind.over(
                region,
                parameter,
                waiter,
                new Attachment(kind.file(), PATH, slot, 1),
                asked -> false,
                new UncontendedRepair());
    }

    /** How many have slept until they despaired. */
    public int lostWakeUps() {
        return waiter.lost;
    }

    private static final class Sleeps extends SimulatedWaiter {
        private static final long DESPAIR_NANOS = TimeUnit.SECONDS.toNanos(5);

        private final Region region;
        private volatile int lost;

        Sleeps(Region region) {
            this.region = region;
        }

        @Override
        public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
            long begin = System.nanoTime();
            // A time-out of the call itself counts; slices that the caller makes of a longer wait do not.
            long most = interruptible && nanos < TimeUnit.MICROSECONDS.toNanos(1) ? nanos : DESPAIR_NANOS;
            while (region.getIntVolatile(wordOffset) == expected) {
                if (System.nanoTime() - begin > most) {
                    if (most == DESPAIR_NANOS) {
                        lost = 1;
                    }
                    return;
                }
                LockSupport.parkNanos(1_000);
            }
        }

        @Override
        public long backstopNanos() {
            return DESPAIR_NANOS;
        }
    }
}
