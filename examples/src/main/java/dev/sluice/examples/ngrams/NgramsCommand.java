package dev.sluice.examples.ngrams;

import dev.sluice.examples.ExampleFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts words in Google Books 1-gram files, as a map-reduce over worker processes. */
@Command(
        name = "ngrams",
        description = {
            "Counts words in Google Books 1-gram files with several worker processes.",
            "A line is word TAB year TAB match_count TAB volume_count; a word's count is the sum of its match_counts. "
                    + "Lines that are malformed or longer than " + NgramCounter.MAX_LINE_BYTES
                    + " bytes are reported and not counted."
        },
        sortOptions = false)
public final class NgramsCommand implements Callable<Integer> {
    private static final int MAX_WORKERS = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Worker processes, 1 to " + MAX_WORKERS + ", by default one per processor; "
                    + "0 counts in this process, for comparison.")
    private int workers = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--partition",
            paramLabel = "LINES",
            description =
                    "Lines that a worker gets at a time, by default ${DEFAULT-VALUE}; fewer if they exceed 2 MiB.")
    private int partition = 60_000;

    @Option(names = "--word", paramLabel = "WORD", description = "A word whose count is wanted; may be repeated.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many of the most frequent words are listed, by default ${DEFAULT-VALUE}.")
    private int top = 10;

    @Parameters(
            paramLabel = "FILE",
            description = "Files to count, plain or compressed by gzip; without any, a small sample that comes along.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws ExampleFailure, IOException, InterruptedException {
        checkOptions();
        List<Input> inputs = files.isEmpty()
                ? List.of(Input.sample())
                : files.stream().map(Input::of).toList();
        checkInputs(inputs);
        Report report =
                new Report(spec.commandLine().getOut(), spec.commandLine().getErr());
        try (PartitionSource source = new PartitionSource(inputs, partition)) {
            count(source, report);
        }
        return CommandLine.ExitCode.OK;
    }

    private void count(PartitionSource source, Report report) throws ExampleFailure, InterruptedException {
        long start = System.nanoTime();
        Phases phases;
        Outcome outcome;
        try (Progress progress = ProgressBars.onTerminal(spec.commandLine().getErr())) {
            phases = new Phases(progress);
            outcome = workers == 0 ? SequentialRun.run(source, phases) : countInParallel(source, phases);
        }
        Totals totals = outcome.totals();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        report.deaths(outcome);
        report.malformed(totals.lines(), source::name);
        checkOverflow(totals.counts());
        report.totals(totals);
        report.times(phases, time, totals.lines().lines());
        report.words(totals.counts(), words);
        report.top(totals.counts().top(top));
    }

    private Outcome countInParallel(PartitionSource source, Phases phases) throws ExampleFailure, InterruptedException {
        try (ParallelRun run = new ParallelRun(workers)) {
            return run.run(source, phases);
        }
    }

    private void checkOptions() {
        check(workers >= 0 && workers <= MAX_WORKERS, "--workers must be 0 to " + MAX_WORKERS + ", not " + workers);
        check(partition >= 1, "--partition must be at least 1, not " + partition);
        check(top >= 0, "--top must be at least 0, not " + top);
        for (String word : words) {
            // In the C locale Java turns every other byte of an argument into this: the count would be a wrong zero.
            check(
                    !word.contains("\ufffd")
                            || System.getProperty("sun.jnu.encoding", "").startsWith("UTF"),
                    "--word " + word + " cannot be read in this locale; try LC_ALL=C.UTF-8");
        }
    }

    private void checkInputs(List<Input> inputs) {
        for (Input input : inputs) {
            input.problem().ifPresent(problem -> check(false, input.name() + ": " + problem));
        }
    }

    private void check(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private static void checkOverflow(Counts counts) throws ExampleFailure {
        List<Word> overflowed = counts.overflowed();
        if (!overflowed.isEmpty()) {
            throw new ExampleFailure("the count of " + overflowed.get(0)
                    + (overflowed.size() == 1 ? "" : " (and of " + (overflowed.size() - 1) + " other words)")
                    + " is over " + Long.MAX_VALUE + "; no result");
        }
    }
}
