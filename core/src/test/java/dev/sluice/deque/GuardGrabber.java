package dev.sluice.deque;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Identity;
import dev.sluice.memory.SharedFile;
import dev.sluice.os.FileHandle;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.KernelWaiter;
import dev.sluice.sync.Membership;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Recovery;
import dev.sluice.sync.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A participant that takes guards and keeps them, as one does that is killed or stopped inside an operation. */
public final class GuardGrabber implements AutoCloseable {
    /** What to take. */
    public enum Which {
        HEAD,
        TAIL,
        BOTH
    }

    private final DequeEngine engine;
    private final Holder holder = new Holder();

    private GuardGrabber(DequeEngine engine) {
        this.engine = engine;
    }

    /** Attaches as everybody does. */
    public static GuardGrabber attach(Path path) {
        try {
            return new GuardGrabber(Attaching.attach(SharedFile.open(path, Identity::read)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Attaches to a KERNEL file as if the kernel knew only that witness: it speaks for this participant, and this participant
     * asks for it.
     */
    public static GuardGrabber attach(Path path, Witness witness) {
        try {
            return new GuardGrabber(engine(SharedFile.open(path, Identity::read), witness));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static DequeEngine engine(SharedFile<Identity> file, Witness witness) throws IOException {
        Participants participants = new Participants(file.region());
        Attachment self = participants.reserve(file);
        Recovery<DequeEstate> recovery = new Recovery<>(
                participants,
                self,
                witness.ask(file, self.slot()),
                new RepairLock(file.handle()),
                custodian -> Attaching.estate(
                        file.region(), file.path(), file.identity(), new KernelWaiter(file.region()), self, custodian));
        if (witness == Witness.BYTE_LOCK) {
            participants.enter(self);
            return new DequeEngine(recovery, file.identity(), null);
        }
        Membership membership = new Membership(file, participants, self, recovery);
        membership.join();
        if (witness == Witness.ROBUST_WORD) {
            file.handle().unlock(ParticipantLayout.slotLock(self.slot()));
        }
        return new DequeEngine(recovery, file.identity(), membership);
    }

    private record RepairLock(FileHandle file) implements Recovery.RepairLock {
        @Override
        public boolean tryLock() {
            try {
                return file.tryLock(ParticipantLayout.REPAIR_LOCK);
            } catch (IOException closed) {
                return false;
            }
        }

        @Override
        public void unlock() {
            try {
                file.unlock(ParticipantLayout.REPAIR_LOCK);
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    /** Does what it is told on a thread that never leaves this class: who holds a guard is in the middle of an operation. */
    private static final class Holder extends Thread {
        private final BlockingQueue<FutureTask<Void>> tasks = new LinkedBlockingQueue<>();

        private Holder() {
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            while (true) {
                try {
                    tasks.take().run();
                } catch (InterruptedException nobodyDoes) {
                    return;
                }
            }
        }

        private void play(Callable<Void> step) throws InterruptedException {
            FutureTask<Void> task = new FutureTask<>(step);
            tasks.add(task);
            try {
                task.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
    }

    /** Takes guards, waiting for them. */
    public void grab(Which which) throws InterruptedException {
        holder.play(() -> {
            take(which);
            return null;
        });
    }

    /** Takes guards on a thread that is gone then, or stays but is elsewhere: as a stack overflow may leave them. */
    public void abandon(Which which) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                take(which);
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        });
        thread.start();
        thread.join();
    }

    /** The same by the calling thread. */
    public void take(Which which) throws InterruptedException {
        DequeParts parts = engine.parts();
        switch (which) {
            case HEAD -> parts.headGuard().acquire(Deadline.NEVER);
            case TAIL -> parts.tailGuard().acquire(Deadline.NEVER);
            case BOTH -> new BothGuards(parts.headGuard(), parts.tailGuard()).acquire(Deadline.NEVER);
        }
    }

    public void release(Which which) throws InterruptedException {
        DequeParts parts = engine.parts();
        holder.play(() -> {
            switch (which) {
                case HEAD -> parts.headGuard().release();
                case TAIL -> parts.tailGuard().release();
                case BOTH -> new BothGuards(parts.headGuard(), parts.tailGuard()).release();
            }
            return null;
        });
    }

    /** Whether nobody holds a guard. */
    public boolean areFree() {
        return engine.parts().headGuard().isFree() && engine.parts().tailGuard().isFree();
    }

    /** Puts four bytes at the tail; returns false if the guard could not be had in time. */
    public boolean put(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.put(End.LAST, new Payload().set(new byte[4], 0, 4), Deadline.after(timeout, unit));
    }

    public long repairs() {
        return engine.stats().repairs();
    }

    @Override
    public void close() {
        engine.close();
    }
}
