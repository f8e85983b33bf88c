package dev.sluice.examples.ngrams;

import dev.sluice.examples.ExampleFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A worker process of {@link NgramsCommand}, which starts it; not for people. */
@Command(name = WorkerCommand.NAME, hidden = true, description = "Counts for the parent process.")
public final class WorkerCommand implements Callable<Integer> {
    /** The name of the subcommand. */
    static final String NAME = "ngrams-worker";

    @Option(names = "--exchange", required = true, description = "The directory of the deques.")
    private Path exchange = Path.of("");

    @Option(names = "--number", required = true, description = "The number of this worker.")
    private int number;

    @Override
    public Integer call() throws ExampleFailure, IOException, InterruptedException {
        Lifeline.hold(System.in, exchange);
        try (Exchange deques = Exchange.open(exchange)) {
            new Worker(number, deques.work(), deques.results()).run();
        } catch (NoSuchFileException e) {
            throw new ExampleFailure("the parent has gone, and the deques with it", e);
        }
        return CommandLine.ExitCode.OK;
    }
}
