package dev.sluice.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code /proc} tells. */
final class Proc {
    private Proc() {}

    /** Whether every thread of the process is stopped. */
    static boolean isStopped(long pid) {
        List<Path> tasks;
        try (Stream<Path> list = Files.list(Path.of("/proc/" + pid + "/task"))) {
            tasks = list.collect(Collectors.toList());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return tasks.stream().allMatch(task -> stateOf(task) == 'T');
    }

    private static char stateOf(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException ended) {
            return 'T';
        }
    }

    /** Descriptors that this process has open. */
    static int openDescriptors() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
            return (int) list.count();
        }
    }
}
