package dev.sluice.stress.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets Jazzer loose on the file format. */
@Command(
        name = "fuzz",
        header = "Hostile files, by Jazzer.",
        description = {
            "Damages files under the guidance of branch coverage, opens and uses them; ends with 0 if there was nothing but",
            "results and documented exceptions. What it learned stays in the corpus directory, and so does an input that",
            "found something, as \"crash-…\" or \"timeout-…\": give it to --reproduce."
        },
        sortOptions = false)
public final class FuzzCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", paramLabel = "S", description = "How long, by default ${DEFAULT-VALUE}.")
    private int seconds = 60;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the random choices, by default ${DEFAULT-VALUE}, which means another one each time.")
    private int seed = 0;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "Where it begins and keeps what it learns, by default ${DEFAULT-VALUE}.")
    private Path corpus = Path.of("sluice-fuzz-corpus");

    @Option(names = "--reproduce", paramLabel = "FILE", description = "Plays this one input only.")
    private List<Path> inputs = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds must be at least 1");
        }
        Files.createDirectories(corpus);
        Fuzzer fuzzer = Fuzzer.of(FuzzTarget.class, corpus);
        Process process = (inputs.isEmpty() ? fuzzer.forSeconds(seconds, seed) : fuzzer.on(inputs))
                .inheritIO()
                .start();
        try {
            int exit = process.waitFor();
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    exit == 0
                            ? "fuzz: results and documented exceptions, nothing else"
                            : "fuzz: ended with " + exit + "; what did it is in " + corpus + ", for --reproduce");
            out.flush();
            return exit;
        } finally {
            process.destroyForcibly();
        }
    }
}
