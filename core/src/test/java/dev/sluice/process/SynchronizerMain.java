package dev.sluice.process;

import dev.sluice.SharedBarrier;
import dev.sluice.SharedLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;

/** Uses one lock or barrier as it is told in lines of call, thread, command and arguments; answers as {@link Remote} expects. */
final class SynchronizerMain {
    private static final Map<String, ExecutorService> THREADS = new ConcurrentHashMap<>();
    private static final PrintStream OUT = System.out;
    private static final List<Condition> CONDITIONS = new ArrayList<>();

    private static volatile SharedLock lock;
    private static volatile SharedBarrier barrier;

    private SynchronizerMain() {}

    /** Arguments: lock or barrier, and the file. */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("lock")) {
            lock = SharedLock.open(Path.of(args[1]));
            CONDITIONS.addAll(List.of(lock.newCondition(), lock.newCondition()));
        } else {
            barrier = SharedBarrier.open(Path.of(args[1]));
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                THREADS.computeIfAbsent(words[1], name -> Executors.newSingleThreadExecutor())
                        .execute(() -> answer(words[0], () -> command(words)));
            }
        }
        System.exit(0);
    }

    private static void answer(String call, Callable<Object> body) {
        String answer;
        try {
            answer = "ok " + body.call();
        } catch (Throwable failed) {
            answer = "threw " + failed.getClass().getSimpleName() + ": " + failed.getMessage();
        }
        synchronized (OUT) {
            OUT.println(call + " " + answer);
            OUT.flush();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // one wait, and then it says so
    private static Object command(String[] words) throws Exception {
        switch (words[2]) {
            case "lock" -> lock.lock();
            case "unlock" -> lock.unlock();
            case "tryLock" -> {
                return lock.tryLock();
            }
            case "await" -> CONDITIONS.get(Integer.parseInt(words[3])).await();
            case "signal" -> CONDITIONS.get(Integer.parseInt(words[3])).signal();
            case "count" -> count(Path.of(words[3]), Integer.parseInt(words[4]));
            case "arrive" -> {
                return barrier.await();
            }
            case "arriveOften" -> {
                for (int i = Integer.parseInt(words[3]); i > 0; i--) {
                    barrier.await();
                }
            }
            default -> throw new IllegalArgumentException(words[2]);
        }
        return "done";
    }

    /**
     * Adds to a number without any protection but the lock's: whoever is killed in between leaves a mark that the next owner
     * takes back, if and only if it is told of the death.
     */
    private static void count(Path file, int times) throws IOException {
        MappedByteBuffer numbers = map(file);
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                addOne(numbers, lock.previousOwnerDied());
            } finally {
                lock.unlock();
            }
        }
    }

    static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 32);
        }
    }

    /** At 0 and at 8 the same number, but for a death in between; at 16 how often a death was told; at 24 how often missed. */
    static void addOne(MappedByteBuffer numbers, boolean ownerDied) {
        if (ownerDied) {
            numbers.putLong(16, numbers.getLong(16) + 1);
            numbers.putLong(8, numbers.getLong(0));
        } else if (numbers.getLong(0) != numbers.getLong(8)) {
            numbers.putLong(24, numbers.getLong(24) + 1);
        }
        long value = numbers.getLong(0);
        numbers.putLong(0, value + 1);
        Thread.onSpinWait();
        numbers.putLong(8, value + 1);
    }
}
