package dev.sluice.stress.race;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has races run between two processes. */
@Command(
        name = "strides",
        header = "Races between two JVMs.",
        description = {
            "Has two JVMs race through the states of one file, some hundred at a time, and prints what came of it; ends with 1",
            "if anything came of it that is not allowed, or something that must be seen was not. With --broken and no race, the",
            "race that is named for the step runs until something comes of it, for 30 seconds at most."
        },
        sortOptions = false)
public final class StridesCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final double SECONDS_TO_FIND = 30;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "RACE",
            description = "A regular expression that the names of the races match; see the command \"races\".")
    private String pattern = "";

    @Option(names = "--seconds", paramLabel = "S", description = "How long for each race, by default 1.")
    private @Nullable Double seconds;

    @Option(names = "--strides", paramLabel = "N", description = "So many strides for each race at most.")
    private long strides = Long.MAX_VALUE;

    @Option(names = "--states", paramLabel = "N", description = "States of a stride, by default ${DEFAULT-VALUE}.")
    private int states = 256;

    @Option(names = "--broken", paramLabel = "STEP", description = "Without this step of the protocol.")
    private String broken = "";

    @Option(names = "--threads", description = "Both actors in this JVM, with two mappings; also races that need that.")
    private boolean threads;

    @Override
    public Integer call() throws IOException {
        Defect defect = defect();
        boolean named = !broken.isEmpty() && pattern.isEmpty();
        List<Race> races = new ArrayList<>(named ? List.of(Races.named(defect.race())) : Races.matching(pattern));
        races.removeIf(race -> race.isOfOneProcess() && !threads);
        if (races.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no race between processes is called " + pattern);
        }
        if (states < 1 || states > Medium.MOST_WINDOWS) {
            throw new ParameterException(spec.commandLine(), "--states must be 1 to " + Medium.MOST_WINDOWS);
        }
        Path memory = Path.of("/dev/shm");
        Path file = Files.isDirectory(memory)
                ? Files.createTempFile(memory, "sluice-strides", null)
                : Files.createTempFile("sluice-strides", null);
        file.toFile().deleteOnExit(); // also when this JVM is terminated
        double most = seconds != null ? seconds : named ? SECONDS_TO_FIND : 1;
        Starter.Limit limit = new Starter.Limit(strides, (long) (most * NANOS), named);
        try (Contest contest =
                threads ? new Duel(Medium.mapped(file), Medium.mapped(file), states) : TwoProcesses.on(file, states)) {
            return run(contest, races, defect, limit) ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Defect defect() {
        try {
            return broken.isEmpty() ? Defect.NONE : Defects.named(broken);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
    }

    private boolean run(Contest contest, List<Race> races, Defect defect, Starter.Limit limit) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> failed = new ArrayList<>();
        long all = 0;
        double rates = 0;
        double overlaps = 0;
        for (Race race : races) {
            Tally tally = contest.run(race, defect, limit);
            out.print(tally.report());
            out.flush();
            all += tally.states();
            rates += tally.statesPerSecond();
            overlaps += tally.overlap();
            if (!tally.passed()) {
                failed.add(race.name());
            }
        }
        out.printf(
                "%d races, %,d states, %,.0f a second, both at once in %.0f %%%n",
                races.size(), all, rates / races.size(), 100 * overlaps / races.size());
        failed.forEach(name -> out.println("FAILED: " + name));
        if (failed.isEmpty() && !broken.isEmpty()) {
            out.println("That the step is missing was not seen: give it more --seconds.");
        }
        out.flush();
        return failed.isEmpty();
    }
}
