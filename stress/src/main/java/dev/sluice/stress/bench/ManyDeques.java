package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A thousand deques of one process. Arguments: FILE, that the names begin with. Orders: create, open (those that were created),
 * close (all), delete. Answer: done NANOS, one figure for every hundred, the median of them; then one more for each, what all
 * threads of the process had of the processors, for each deque.
 */
final class ManyDeques implements Role {
    static final int COUNT = 1_000;
    static final int HUNDRED = 100;

    private static final int CAPACITY = 16;

    private final List<SharedDeque<byte[]>> handles = new ArrayList<>();

    /** What is done to the deque of that number. */
    private interface Step {
        void take(int number) throws IOException;
    }

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        Path prefix = Path.of(arguments.get(0));
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            // The mappings of closed handles live until they are collected: now, and not in the middle.
            System.gc();
            parent.answer("done", hundreds(step(order[0], prefix)));
            if (order[0].equals("close")) {
                handles.clear();
            }
        }
    }

    private Step step(String order, Path prefix) {
        return switch (order) {
            case "create" ->
                number -> handles.add(
                        SharedDeque.builder(Codec.bytes()).capacity(CAPACITY).create(file(prefix, number)));
            case "open" ->
                number -> handles.add(SharedDeque.builder(Codec.bytes()).open(file(prefix, number)));
            case "close" -> number -> handles.get(number).close();
            default -> number -> Files.delete(file(prefix, number));
        };
    }

    private static Path file(Path prefix, int number) {
        return prefix.resolveSibling(prefix.getFileName() + "." + number);
    }

    /** Ten medians, then ten times of the processors. */
    private static String hundreds(Step step) throws IOException {
        long process = ProcessHandle.current().pid();
        List<String> medians = new ArrayList<>();
        List<String> used = new ArrayList<>();
        long[] nanos = new long[HUNDRED];
        for (int from = 0; from < COUNT; from += HUNDRED) {
            SchedStat before = SchedStat.ofProcess(process);
            for (int i = 0; i < HUNDRED; i++) {
                long begin = System.nanoTime();
                step.take(from + i);
                nanos[i] = System.nanoTime() - begin;
            }
            used.add(Long.toString(SchedStat.ofProcess(process).since(before).running() / HUNDRED));
            Arrays.sort(nanos);
            medians.add(Long.toString(nanos[HUNDRED / 2]));
        }
        return String.join(" ", medians) + " " + String.join(" ", used);
    }
}
