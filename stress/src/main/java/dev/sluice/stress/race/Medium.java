package dev.sluice.stress.race;

import dev.sluice.memory.MappedRegion;
import dev.sluice.memory.Region;
import dev.sluice.os.Futex;
import dev.sluice.stress.twin.ArrayRegion;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The memory that the actors share, as one of them sees it: windows, and a bed to sleep in on the words of each. */
interface Medium {
    /** How many windows there are at most. */
    int MOST_WINDOWS = 16_384;

    /** What those who run the races agree by, apart from the windows; zeros at first. */
    Region control();

    /** A window, the same one in all media of the same memory. */
    Region window(int number);

    /** How to sleep on words of that window. */
    Sleeper.Bed bed(int number);

    /** Memory on the heap, made of atomic longs: nothing is reordered, so only the protocol is to blame. */
    static Medium heap() {
        ConcurrentMap<Integer, Region> windows = new ConcurrentHashMap<>();
        Region control = new ArrayRegion(Track.BYTES);
        return new Medium() {
            @Override
            public Region control() {
                return control;
            }

            @Override
            public Region window(int number) {
                return windows.computeIfAbsent(number, absent -> new ArrayRegion(Window.SEEN_BYTES));
            }

            @Override
            public Sleeper.Bed bed(int number) {
                return new Naps();
            }
        };
    }

    /** A mapping of its own of a file, which gets as large as it has to be, in pages that nobody has touched. */
    static Medium mapped(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedRegion region = MappedRegion.of(channel.map(
                    FileChannel.MapMode.READ_WRITE, 0, Mapped.WINDOWS_OFFSET + (long) MOST_WINDOWS * Window.BYTES));
            return new Mapped(region);
        }
    }

    /** In a mapped file. */
    record Mapped(MappedRegion region) implements Medium {
        /** Before the windows is what the two processes agree by. */
        static final int WINDOWS_OFFSET = 1 << 16;

        @Override
        public Region control() {
            return region;
        }

        @Override
        public Region window(int number) {
            return new Window(region, WINDOWS_OFFSET + number * Window.BYTES);
        }

        @Override
        public Sleeper.Bed bed(int number) {
            return new Futexes(region, new Window(region, WINDOWS_OFFSET + number * Window.BYTES));
        }
    }

    /** Short naps, after which the sleeper looks. */
    final class Naps implements Sleeper.Bed {
        private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

        @Override
        public void sleep(int wordOffset, int expected) {
            LockSupport.parkNanos(NAP_NANOS);
        }

        @Override
        public void wake(int wordOffset, int count) {
            // They look.
        }
    }

    /** The kernel's. */
    record Futexes(MappedRegion region, Window window) implements Sleeper.Bed {
        private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

        @Override
        public void sleep(int wordOffset, int expected) {
            try {
                Futex.await(region.address(window.at(wordOffset)), expected, NAP_NANOS);
            } finally {
                Reference.reachabilityFence(region);
            }
        }

        @Override
        public void wake(int wordOffset, int count) {
            try {
                Futex.wake(region.address(window.at(wordOffset)), count);
            } finally {
                Reference.reachabilityFence(region);
            }
        }
    }
}
