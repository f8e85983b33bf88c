package dev.sluice.stress.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One run: what the scenarios share. */
final class Bench implements AutoCloseable {
    private final PrintWriter out;
    private final int repeats;
    private final int seconds;
    private final int kills;
    private final Path folder;
    private final Cores cores;
    private final CPrograms programs;
    private final CacheLine cacheLine;

    Bench(PrintWriter out, int repeats, int seconds, int kills) throws IOException, InterruptedException {
        this.out = out;
        this.repeats = repeats;
        this.seconds = seconds;
        this.kills = kills;
        this.folder = Files.createTempDirectory(memory(), "sluice-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(this::clean));
        this.cores = Cores.find();
        this.programs = CPrograms.compile(folder);
        this.cacheLine = new CacheLine(programs, cores);
    }

    private static Path memory() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    PrintWriter out() {
        return out;
    }

    int repeats() {
        return repeats;
    }

    int seconds() {
        return seconds;
    }

    int kills() {
        return kills;
    }

    Cores cores() {
        return cores;
    }

    CPrograms programs() {
        return programs;
    }

    CacheLine cacheLine() {
        return cacheLine;
    }

    /** The name of a file in memory that does not exist. */
    Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        return file;
    }

    /** Prints what the following table is about. */
    void title(String title, String... lines) {
        out.println();
        out.println(title);
        for (String line : lines) {
            out.println("  " + line);
        }
        out.flush();
    }

    /** Says on the standard error how far the run is. */
    void progress(String text) {
        System.err.println("  … " + text);
    }

    /** Ends what is still running and removes what the run has written. */
    @Override
    public void close() {
        clean();
    }

    private void clean() {
        Peer.killAll();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
