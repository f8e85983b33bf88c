package dev.sluice.stress.storm;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.SharedLock;
import dev.sluice.SharedSemaphore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a round is about, made before it and looked at when all workers have ended; in between nobody here has it open. */
final class Subject {
    /** The ledger of the storm itself, which is in no file. */
    static final int OWN_LEDGER = 0;

    private static final int SETTLE_SECONDS = 10;

    private final Conditions conditions;
    private final Path file;

    Subject(Conditions conditions, Path file) {
        this.conditions = conditions;
        this.file = file;
    }

    void create() throws IOException {
        switch (conditions.scenario()) {
            case FIFO, MIXED -> {
                SharedDeque.Builder<byte[]> builder = SharedDeque.builder(Codec.bytes())
                        .capacity(conditions.capacity())
                        .elementBytes(conditions.elementBytes())
                        .waiting(conditions.waiting());
                (conditions.joinable() ? builder.joinable() : builder)
                        .create(file)
                        .close();
            }
            case SEMAPHORE ->
                SharedSemaphore.create(file, SemaphoreActor.PERMITS).close();
            case LOCK -> SharedLock.create(file).close();
        }
    }

    /** Has those end who wait for an element or for room. */
    void end() throws IOException {
        if (conditions.scenario().isDeque()) {
            try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes()).open(file)) {
                deque.shutdown();
            }
        }
    }

    /** Takes what is left. Returns the calls that it needed for it. */
    List<Call> settle(List<String> problems) throws IOException, InterruptedException {
        return switch (conditions.scenario()) {
            case FIFO, MIXED -> {
                try (SharedDeque<byte[]> deque =
                        SharedDeque.builder(Codec.bytes()).open(file)) {
                    yield List.of(drain(deque, problems));
                }
            }
            case SEMAPHORE -> {
                try (SharedSemaphore semaphore = SharedSemaphore.open(file)) {
                    gather(semaphore, problems);
                }
                yield List.of();
            }
            case LOCK -> {
                try (SharedLock lock = SharedLock.open(file)) {
                    yield ask(lock, problems);
                }
            }
        };
    }

    private static Call drain(SharedDeque<byte[]> deque, List<String> problems) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        while (deque.stats().participants() > 1 && System.nanoTime() < limit) {
            Thread.sleep(1);
        }
        if (deque.stats().participants() > 1) {
            problems.add("unrepaired: all workers have ended, yet there are " + deque.stats());
        }
        long now = System.nanoTime();
        int size = deque.size();
        List<byte[]> left = new ArrayList<>();
        deque.drainTo(left);
        if (left.size() != size || !deque.isEmpty()) {
            problems.add("miscounted: of " + size + " elements that were left, " + left.size()
                    + " came out, and then there are " + deque.size());
        }
        List<Long> ids = new ArrayList<>();
        left.forEach(element -> ids.add(Element.idOf(element)));
        return new Call(OWN_LEDGER, Op.TAKE, left.size(), 0, now, now, Outcome.DONE, left.size(), ids);
    }

    private static void gather(SharedSemaphore semaphore, List<String> problems) throws InterruptedException {
        if (!semaphore.tryAcquire(SemaphoreActor.PERMITS, SETTLE_SECONDS, TimeUnit.SECONDS)) {
            problems.add("lost: all workers have ended, and of " + SemaphoreActor.PERMITS + " permits there are "
                    + semaphore.availablePermits());
            return;
        }
        if (semaphore.availablePermits() != 0 || semaphore.tryAcquire()) {
            problems.add("too many: all permits have been acquired, and there are more");
        }
        semaphore.release(SemaphoreActor.PERMITS);
        if (semaphore.availablePermits() != SemaphoreActor.PERMITS) {
            problems.add("miscounted: after the release of all " + SemaphoreActor.PERMITS + " permits there are "
                    + semaphore.availablePermits());
        }
    }

    private static List<Call> ask(SharedLock lock, List<String> problems) throws InterruptedException {
        long begin = System.nanoTime();
        if (!lock.tryLock(SETTLE_SECONDS, TimeUnit.SECONDS)) {
            problems.add("lost: all workers have ended, and the lock is locked");
            return List.of();
        }
        long locked = System.nanoTime();
        int told = lock.previousOwnerDied() ? 1 : 0;
        int again = lock.previousOwnerDied() ? 1 : 0;
        long asked = System.nanoTime();
        lock.unlock();
        if (again != 0) {
            problems.add("told twice: an owner was told twice that the owner before died");
        }
        return List.of(
                new Call(OWN_LEDGER, Op.ACQUIRE, 1, 0, begin, locked, Outcome.DONE, 1, List.of()),
                new Call(OWN_LEDGER, Op.ASK, 1, 0, locked, asked, Outcome.DONE, told, List.of()),
                new Call(OWN_LEDGER, Op.RELEASE, 1, 0, asked, asked, Outcome.DONE, 1, List.of()));
    }
}
