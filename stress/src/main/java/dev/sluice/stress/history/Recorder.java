package dev.sluice.stress.history;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Has processes make histories, and checks them, for a while or until one is not linearizable. */
final class Recorder implements AutoCloseable {
    /**
     * What to do.
     *
     * @param calls of each process in each round
     */
    record Plan(int processes, int calls, int capacity, Waiting waiting, Clock clock, long seed) {}

    /**
     * What came of it.
     *
     * @param histories that were checked
     * @param operations in them
     * @param overlaps of these, those that began before another one that had begun was over
     * @param violation the history that no order of its calls explains, as a table
     */
    record Report(
            long histories,
            long operations,
            long overlaps,
            @Nullable String violation) {}

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int LOOKS = 1000;

    /** However slow the machine is. */
    private static final int LEAST_HISTORIES = 20;

    private final Plan plan;
    private final Path directory;
    private final SharedDeque<Integer> deque;
    private final Board board;
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::abandon);

    /**
     * Starts the processes.
     *
     * @param options of theirs, beside those that follow from the plan
     */
    Recorder(Plan plan, String... options) throws IOException {
        this.plan = plan;
        this.directory = Files.createTempDirectory(Path.of("/dev/shm"), "sluice-history");
        Path file = directory.resolve("deque");
        Path shared = directory.resolve("board");
        this.deque = SharedDeque.builder(Codec.int32())
                .capacity(plan.capacity)
                .elementBytes(Integer.BYTES)
                .waiting(plan.waiting)
                .create(file);
        this.board = Board.map(shared, plan.processes, plan.clock);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            for (int i = 0; i < plan.processes; i++) {
                processes.add(start(file, shared, i, options));
            }
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private Process start(Path file, Path shared, int process, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.stress.Main"));
        command.addAll(List.of(HistoryPeer.NAME, "--deque=" + file, "--board=" + shared));
        command.addAll(List.of("--process=" + process, "--processes=" + plan.processes, "--calls=" + plan.calls));
        command.addAll(List.of("--seed=" + plan.seed, "--clock=" + plan.clock));
        command.addAll(Arrays.asList(options));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Rounds for so long, counted from the end of the first one, before which the processes start. */
    Report run(long nanos) {
        BoundedDeque model = new BoundedDeque(plan.capacity);
        List<Integer> initial = deque.snapshot();
        long histories = 0;
        long overlaps = 0;
        long begin = 0;
        do {
            board.begin(histories + 1);
            awaitAll();
            begin = histories == 0 ? System.nanoTime() : begin;
            List<Integer> last = deque.snapshot();
            List<Event<Call, List<Integer>>> history = new ArrayList<>();
            for (int i = 0; i < plan.processes; i++) {
                history.addAll(board.events(i, plan.calls));
            }
            overlaps += overlaps(history);
            // What is left is the result of one more call, after all others, of this process.
            history.add(
                    new Event<>(plan.processes, new Call(Call.Kind.SNAPSHOT, 0), last, Long.MAX_VALUE, Long.MAX_VALUE));
            histories++;
            if (!WingGong.isLinearizable(model, initial, history)) {
                return report(histories, overlaps, "the deque began with " + initial + "\n" + Table.of(history));
            }
            initial = last;
        } while (histories < LEAST_HISTORIES || System.nanoTime() - begin < nanos);
        return report(histories, overlaps, null);
    }

    private Report report(long histories, long overlaps, @Nullable String violation) {
        return new Report(histories, histories * plan.processes * plan.calls, overlaps, violation);
    }

    private static long overlaps(List<Event<Call, List<Integer>>> history) {
        return history.stream()
                .filter(event -> history.stream()
                        .anyMatch(other -> other.process() != event.process()
                                && other.invoked() < event.returned()
                                && event.invoked() < other.returned()))
                .count();
    }

    private void awaitAll() {
        long begin = System.nanoTime();
        for (int spins = 0; board.arrived() < plan.processes; spins++) {
            Board.pause(spins);
            if (spins % LOOKS == 0) {
                if (System.nanoTime() - begin > PATIENCE_NANOS) {
                    throw new IllegalStateException("a round does not end: somebody waits for ever");
                }
                for (Process process : processes) {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("a process has ended with " + process.exitValue());
                    }
                }
            }
        }
    }

    /** This process is told to end: nobody is to go on without it. */
    private void abandon() {
        processes.forEach(Process::destroyForcibly);
        try {
            removeFiles();
        } catch (IOException left) {
            System.err.println("history: " + directory + " is left: " + left);
        }
    }

    /** Ends the processes and removes the files. */
    @Override
    public void close() throws IOException {
        board.end();
        deque.close();
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
        removeFiles();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            return; // it does the same
        }
    }

    private void removeFiles() throws IOException {
        Files.deleteIfExists(directory.resolve("deque"));
        Files.deleteIfExists(directory.resolve("board"));
        Files.deleteIfExists(directory);
    }
}
