package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The peers in C, compiled by the run where there is a compiler. */
final class CPrograms {
    private final @Nullable Path folder;
    private final String about;

    private CPrograms(@Nullable Path folder, String about) {
        this.folder = folder;
        this.about = about;
    }

    /** Compiles the programs into a folder. */
    static CPrograms compile(Path folder) throws IOException, InterruptedException {
        if (!Cores.isThere("gcc")) {
            return new CPrograms(null, "there is no gcc: no peers in C, no ratios to them");
        }
        unpack("common.h", folder);
        for (String program : List.of("pingpong", "blocking", "ring", "contention")) {
            Path source = unpack(program + ".c", folder);
            Process gcc = new ProcessBuilder(
                            "gcc", "-O2", "-o", folder.resolve(program).toString(), source.toString())
                    .inheritIO()
                    .start();
            if (!gcc.waitFor(60, TimeUnit.SECONDS) || gcc.exitValue() != 0) {
                gcc.destroyForcibly();
                return new CPrograms(null, "gcc cannot compile " + program + ".c: no peers in C, no ratios to them");
            }
        }
        return new CPrograms(folder, "peers in C by gcc -O2");
    }

    private static Path unpack(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream text = CPrograms.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new BenchFailure("this jar lacks " + name);
            }
            Files.copy(text, file);
        }
        return file;
    }

    boolean areThere() {
        return folder != null;
    }

    @Override
    public String toString() {
        return about;
    }

    /** Runs a program that prints one line: its name and numbers. Returns the numbers. */
    double[] run(String program, Object... arguments) throws IOException, InterruptedException {
        Path there = folder;
        if (there == null) {
            throw new BenchFailure(about);
        }
        List<String> command = new ArrayList<>(List.of(there.resolve(program).toString()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        try (Peer peer = Peer.program(program, command)) {
            return peer.answer(program, 60_000);
        }
    }
}
