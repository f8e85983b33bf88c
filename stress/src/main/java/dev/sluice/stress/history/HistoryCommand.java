package dev.sluice.stress.history;

import dev.sluice.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Records histories of processes and checks them. */
@Command(
        name = "history",
        header = "Linearizability of histories of processes.",
        description = {
            "Has processes call one small deque at random, in short rounds, and checks that the history of each round is",
            "linearizable; ends with 1, and shows the history, if one is not."
        },
        sortOptions = false)
public final class HistoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", paramLabel = "S", description = "How long, by default ${DEFAULT-VALUE}.")
    private int seconds = 10;

    @Option(names = "--processes", paramLabel = "N", description = "How many, by default ${DEFAULT-VALUE}.")
    private int processes = 3;

    @Option(
            names = "--calls",
            paramLabel = "N",
            description = "Of each process in a round, by default ${DEFAULT-VALUE}.")
    private int calls = 5;

    @Option(names = "--capacity", paramLabel = "N", description = "Of the deque, by default ${DEFAULT-VALUE}.")
    private int capacity = 2;

    @Option(names = "--waiting", description = "${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private Waiting waiting = Waiting.KERNEL;

    @Option(
            names = "--clock",
            description = "Which tells what came first: ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private Clock clock = Clock.COUNTER;

    @Option(names = "--seed", paramLabel = "N", description = "Of the calls, by default ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Override
    public Integer call() throws IOException {
        require(seconds >= 1, "--seconds must be at least 1");
        require(
                processes >= 1 && calls >= 1 && calls <= Board.MOST_EVENTS,
                "--calls must be 1 to " + Board.MOST_EVENTS);
        require(processes * calls < Long.SIZE - 1, "a history has less than 63 calls");
        require(capacity >= 1 && capacity <= Board.MOST_RESULT, "--capacity must be 1 to " + Board.MOST_RESULT);
        PrintWriter out = spec.commandLine().getOut();
        Recorder.Report report;
        try (Recorder recorder = new Recorder(new Recorder.Plan(processes, calls, capacity, waiting, clock, seed))) {
            report = recorder.run(TimeUnit.SECONDS.toNanos(seconds));
        }
        out.printf(
                "%,d histories checked, %,.0f per second; %,d operations, %.0f %% of which overlap with others%n",
                report.histories(),
                (double) report.histories() / seconds,
                report.operations(),
                100.0 * report.overlaps() / report.operations());
        if (report.violation() == null) {
            return CommandLine.ExitCode.OK;
        }
        out.println("not linearizable: " + report.violation());
        out.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
