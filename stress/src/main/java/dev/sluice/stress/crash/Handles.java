package dev.sluice.stress.crash;

import dev.sluice.Waiting;
import dev.sluice.deque.DequeEngine;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.ring.Batch;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Bell;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Recovery;
import dev.sluice.sync.Waiter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two participants of one region, in one thread, with the harness in the kernel's place. */
final class Handles {
    static final int SURVIVOR = 0;
    static final int VICTIM = 1;
    private static final Path PATH = Path.of("crash-points");

    private Handles() {}

    /** Lets both participants be attached. */
    static void enter(Region region) {
        Participants participants = new Participants(region);
        participants.enter(attachment(SURVIVOR));
        participants.enter(attachment(VICTIM));
    }

    /** Whether the victim is still to be repaired after. */
    static boolean isVictimAttached(Region region) {
        return new Participants(region).isAttached(VICTIM);
    }

    private static Attachment attachment(int slot) {
        return new Attachment(FileKind.DEQUE, PATH, slot, 1);
    }

    static DequeEngine victim(Region region, Identity identity) {
        return handle(region, identity, VICTIM);
    }

    /** The survivor, to whom the kernel says that the victim is dead. */
    static DequeEngine survivor(Region region, Identity identity) {
        return handle(region, identity, SURVIVOR);
    }

    private static DequeEngine handle(Region region, Identity identity, int slot) {
        return DequeEngine.over(
                region,
                PATH,
                identity,
                new NeverWaits(identity.waiting() != Waiting.KERNEL),
                attachment(slot),
                asked -> slot == SURVIVOR && asked == VICTIM,
                new Uncontended());
    }

    /** Nothing in the harness has to wait: whoever would, has found a guard that nobody gives back. */
    private record NeverWaits(boolean polls) implements Waiter {
        @Override
        public void await(int wordOffset, int expected, int round, long nanos, boolean interruptible) {
            throw new IllegalStateException("would wait for ever at offset " + wordOffset);
        }

        @Override
        public void awaitAny(
                int firstOffset,
                int firstExpected,
                int secondOffset,
                int secondExpected,
                Bell bell,
                int round,
                long nanos) {
            throw new IllegalStateException("would wait for ever");
        }

        @Override
        public void wake(int wordOffset, int count) {
            // Nobody sleeps; that the sequence changes is what the harness looks at.
        }

        @Override
        public long backstopNanos() {
            return 1;
        }

        @Override
        public int spins() {
            return 0;
        }
    }

    private static final class Uncontended implements Recovery.RepairLock {
        @Override
        public boolean tryLock() {
            return true;
        }

        @Override
        public void unlock() {
            // Nobody else wants it.
        }
    }

    /** The elements, as the strings that the scenarios put. */
    static List<String> contents(DequeEngine engine) {
        Batch batch = engine.snapshot();
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < batch.count(); i++) {
            contents.add(new String(batch.copy(i), StandardCharsets.US_ASCII));
        }
        return contents;
    }
}
