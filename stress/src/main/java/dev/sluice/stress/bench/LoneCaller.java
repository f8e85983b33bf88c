package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedCounter;
import dev.sluice.SharedDeque;
import dev.sluice.SharedEvent;
import dev.sluice.SharedSemaphore;
import dev.sluice.memory.MappedRegion;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread that does the same again and again, with nobody else there. Order: run COUNT. Answer: done NANOS BYTES, both for
 * each. The first answer names the thread, which does nothing else.
 */
final class LoneCaller implements Role {
    private static final int WARM_UP = 4_000_000;
    private static final int ROUND = 10_000;

    /** What is done. */
    enum Kind {
        MAPPED_READ(null),
        EVENT_IS_SET(MAPPED_READ),
        COUNTER_GET(MAPPED_READ),
        DEQUE_GUARD(null),
        SEMAPHORE_ACQUIRE_RELEASE(DEQUE_GUARD),
        EVENT_SET_CLEAR(DEQUE_GUARD),
        COUNTER_ADD(DEQUE_GUARD);

        private final @Nullable Kind measure;

        Kind(@Nullable Kind measure) {
            this.measure = measure;
        }

        /** What it is compared with; itself if it is a measure. */
        Kind measure() {
            return measure == null ? this : measure;
        }
    }

    /** Does it so many times. */
    private interface Loop {
        void run(int count) throws Exception;
    }

    private volatile long sink;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Loop loop = loop(Kind.valueOf(arguments.get(0)), Path.of(arguments.get(1)));
        // This thread reads orders in between, but makes no call of the library's kinds.
        for (int i = 0; i < 5; i++) {
            measure(loop, WARM_UP);
        }
        parent.answer(
                "ready", Path.of("/proc/thread-self").toRealPath().getFileName().toString());
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            double[] figures = measure(loop, Integer.parseInt(order[1]));
            parent.answer("done", figures[0], figures[1]);
        }
    }

    private static double[] measure(Loop loop, int count) throws Exception {
        com.sun.management.ThreadMXBean bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long bytes = bean.getThreadAllocatedBytes(id);
        long begin = bean.getCurrentThreadCpuTime();
        for (int done = 0; done < count; done += ROUND) {
            loop.run(ROUND);
        }
        long nanos = bean.getCurrentThreadCpuTime() - begin;
        return new double[] {nanos / (double) count, (bean.getThreadAllocatedBytes(id) - bytes) / (double) count};
    }

    private Loop loop(Kind kind, Path file) throws Exception {
        return switch (kind) {
            case MAPPED_READ -> reads(file);
            case EVENT_IS_SET -> {
                SharedEvent event = SharedEvent.create(file);
                yield count -> {
                    long sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += event.isSet() ? 1 : 0;
                    }
                    sink = sum;
                };
            }
            case COUNTER_GET -> {
                SharedCounter counter = SharedCounter.create(file, 1);
                yield count -> {
                    long sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += counter.get();
                    }
                    sink = sum;
                };
            }
            case DEQUE_GUARD -> guard(file);
            default -> changes(kind, file);
        };
    }

    private Loop reads(Path file) throws Exception {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedRegion region = MappedRegion.of(channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096));
            return count -> {
                long sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += region.getLongVolatile(512);
                }
                sink = sum;
            };
        }
    }

    private static Loop guard(Path file) throws Exception {
        HeldGuard guard = new HeldGuard(SharedDeque.builder(Codec.int64()).create(file));
        return count -> {
            for (int i = 0; i < count; i++) {
                guard.acquire();
                guard.release();
            }
        };
    }

    private static Loop changes(Kind kind, Path file) throws Exception {
        if (kind == Kind.SEMAPHORE_ACQUIRE_RELEASE) {
            SharedSemaphore semaphore = SharedSemaphore.create(file, 4);
            return count -> {
                for (int i = 0; i < count; i++) {
                    semaphore.acquire();
                    semaphore.release();
                }
            };
        }
        if (kind == Kind.EVENT_SET_CLEAR) {
            SharedEvent event = SharedEvent.create(file);
            return count -> {
                for (int i = 0; i < count; i++) {
                    event.set();
                    event.clear();
                }
            };
        }
        SharedCounter counter = SharedCounter.create(file, 0);
        return count -> {
            for (int i = 0; i < count; i++) {
                counter.addAndGet(1);
            }
        };
    }
}
