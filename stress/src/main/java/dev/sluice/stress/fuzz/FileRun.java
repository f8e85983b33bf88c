package dev.sluice.stress.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.stress.crash.HeapRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plays an input on a real file, through the public interface. */
final class FileRun {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int FILES_BETWEEN_COLLECTIONS = 500;

    private static int files;

    private FileRun() {}

    static void play(HeapRegion damaged, FuzzedDataProvider data, int mostOperations) throws IOException {
        byte[] bytes = new byte[damaged.size()];
        damaged.getBytes(0, bytes, 0, bytes.length);
        Path file = Files.createTempFile(Files.isDirectory(MEMORY) ? MEMORY : Path.of("."), "sluice-fuzz", "");
        try {
            Files.write(file, bytes);
            try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes()).open(file)) {
                for (int i = data.consumeInt(0, mostOperations); i > 0; i--) {
                    one(deque, data);
                }
            }
        } finally {
            Files.delete(file);
            if (++files % FILES_BETWEEN_COLLECTIONS == 0) {
                System.gc(); // mappings go when they are collected, and there may be 65,530
            }
        }
    }

    private static void one(SharedDeque<byte[]> deque, FuzzedDataProvider data) {
        switch (data.consumeInt(0, 11)) {
            case 0 -> deque.offerFirst(new byte[data.consumeInt(0, 100)]);
            case 1 -> deque.offerLast(new byte[data.consumeInt(0, 100)]);
            case 2 -> deque.pollFirst();
            case 3 -> deque.pollLast();
            case 4 -> deque.peekLast();
            case 5 -> deque.removeIf(e -> e.length % 2 == data.consumeInt(0, 1));
            case 6 -> deque.descendingIterator().forEachRemaining(e -> data.consumeBoolean());
            case 7 -> deque.drainTo(new ArrayList<>(), data.consumeInt(0, 10));
            case 8 -> deque.forEach(e -> data.consumeBoolean());
            case 9 -> {
                if (deque.remainingCapacity() > 2) {
                    addAll(deque);
                }
            }
            case 10 -> deque.clear();
            default -> deque.stats();
        }
    }

    private static void addAll(SharedDeque<byte[]> deque) {
        try {
            deque.addAll(List.of(new byte[1], new byte[9]));
        } catch (IllegalStateException full) {
            if (!full.getClass().equals(IllegalStateException.class)) {
                throw full;
            }
            // Room for two by count, but not by bytes.
        }
    }
}
