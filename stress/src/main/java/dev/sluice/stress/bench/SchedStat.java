package dev.sluice.stress.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the scheduler says of threads: time on a processor, and time of waiting for one, in nanoseconds. */
record SchedStat(long running, long waiting) {
    /** Of the calling thread; zeros where the kernel does not say. */
    static SchedStat ofThisThread() {
        return read(Path.of("/proc/thread-self/schedstat"));
    }

    /** Of all threads of a process, to the nanosecond. Threads that have ended meanwhile are missing. */
    static SchedStat ofProcess(long pid) throws IOException {
        long running = 0;
        long waiting = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                SchedStat stat = read(thread.resolve("schedstat"));
                running += stat.running;
                waiting += stat.waiting;
            }
        }
        return new SchedStat(running, waiting);
    }

    private static SchedStat read(Path file) {
        try {
            String[] numbers = Files.readString(file).strip().split(" ", -1);
            return new SchedStat(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        } catch (IOException ended) {
            return new SchedStat(0, 0);
        }
    }

    SchedStat since(SchedStat before) {
        return new SchedStat(running - before.running, waiting - before.waiting);
    }
}
