package dev.sluice.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The two processors that the peers are pinned to, by {@code taskset}; or none, and then nothing is pinned. */
final class Cores {
    private static final int NOT_PINNED = -1;

    private final int first;
    private final int second;

    private Cores(int first, int second) {
        this.first = first;
        this.second = second;
    }

    /** Of the processors that this process may use, the first one and the first one that is not a sibling of it. */
    static Cores find() {
        List<Integer> allowed = allowed();
        if (allowed.size() < 2 || !isThere("taskset")) {
            return new Cores(NOT_PINNED, NOT_PINNED);
        }
        int first = allowed.get(0);
        List<Integer> siblings = siblings(first);
        for (int other : allowed) {
            if (!siblings.contains(other)) {
                return new Cores(first, other);
            }
        }
        return new Cores(first, allowed.get(1));
    }

    /** Whether a program can be found. */
    static boolean isThere(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> allowed() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Cpus_allowed_list:")) {
                    return list(line.substring(line.indexOf(':') + 1));
                }
            }
        } catch (IOException unknown) {
            // Then nothing is pinned.
        }
        return List.of();
    }

    private static List<Integer> siblings(int cpu) {
        try {
            return list(
                    Files.readString(Path.of("/sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list")));
        } catch (IOException unknown) {
            return List.of(cpu);
        }
    }

    /** Numbers and ranges, as the kernel prints them: {@code 0-3,8}. */
    private static List<Integer> list(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.strip().split(",", -1)) {
            String[] ends = part.split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    /** The first processor's number; −1 if nothing is pinned. */
    int first() {
        return first;
    }

    /** The second processor's number; −1 if nothing is pinned. */
    int second() {
        return second;
    }

    /** What to put before a command that is to run on the first processor. */
    List<String> onFirst() {
        return on(first);
    }

    /** What to put before a command that is to run on the second processor. */
    List<String> onSecond() {
        return on(second);
    }

    /** What to put before a command whose threads are to stay on the two. */
    List<String> onBoth() {
        return first == NOT_PINNED ? List.of() : List.of("taskset", "-c", first + "," + second);
    }

    private static List<String> on(int cpu) {
        return cpu == NOT_PINNED ? List.of() : List.of("taskset", "-c", Integer.toString(cpu));
    }

    @Override
    public String toString() {
        return first == NOT_PINNED
                ? "not pinned (needs taskset and two processors)"
                : "pinned to processors " + first + " and " + second
                        + " by taskset, the C programs by sched_setaffinity";
    }
}
