package dev.sluice.examples.ngrams;

import dev.sluice.examples.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program in a process of its own, as a user starts it, with its output in files. */
final class ProgramRun implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;

    private ProgramRun(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code ngrams} with these arguments; the directory is for its output. */
    static ProgramRun start(Path directory, Object... arguments) throws IOException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "ngrams"));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new ProgramRun(process, out, err);
    }

    Process process() {
        return process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, once the program has ended. */
    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running; " + Files.readString(err));
        }
        return process.exitValue();
    }

    /** What it has printed, without the lines with times. */
    String result() throws IOException {
        try (var lines = Files.lines(out)) {
            return lines.filter(line -> !line.endsWith("lines/s")).collect(Collectors.joining("\n"));
        }
    }

    /** What it has complained about, without what tells of workers that have died: our own line, and Sluice's log. */
    String complaints() throws IOException {
        try (var lines = Files.lines(err)) {
            return lines.filter(line -> !line.contains("worker process"))
                    .filter(line -> !line.contains("dev.sluice.") && !line.startsWith("INFO: "))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Its worker processes, those that have got as far as running Java. */
    List<ProcessHandle> workers() {
        return process.children()
                .filter(child -> child.info().commandLine().orElse("").contains(WorkerCommand.NAME))
                .toList();
    }

    /** Waits until there are at least so many workers; returns them. */
    List<ProcessHandle> awaitWorkers(int count) throws InterruptedException {
        List<ProcessHandle> workers = workers();
        while (workers.size() < count) {
            if (!isAlive()) {
                throw new AssertionError("ended before it had " + count + " workers: the input is too small");
            }
            Thread.sleep(1);
            workers = workers();
        }
        return workers;
    }

    /** The directory of the deques, as the workers know it. */
    Path exchange() throws InterruptedException {
        List<String> arguments =
                Arrays.asList(awaitWorkers(1).get(0).info().arguments().orElseThrow());
        return Path.of(arguments.get(arguments.indexOf("--exchange") + 1));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
