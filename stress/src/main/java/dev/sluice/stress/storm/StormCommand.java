package dev.sluice.stress.storm;

import dev.sluice.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills, and accounts for what is left. */
@Command(
        name = "storm",
        header = "Kills and stops of processes, everything accounted for.",
        description = {
            "Processes use a deque, a semaphore, a lock; they are killed (SIGKILL) and stopped (SIGSTOP, SIGCONT) at random",
            "moments, and every element and every permit is accounted for. Round by round, each on a new file, until one of",
            "the limits is reached. Ends with 1 if anything was lost, came twice, out of order, damaged or from nowhere, or",
            "somebody was stuck; the files of such a round are kept."
        },
        sortOptions = false)
public final class StormCommand implements Callable<Integer> {
    private static final int PRESET_SECONDS = 120;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of victims, signals, pauses and what workers do; by default another one each time.")
    private long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "When no other round begins; by default " + PRESET_SECONDS + ", if --kills is not given.")
    private int seconds = 0;

    @Option(names = "--kills", paramLabel = "K", description = "After how many kills no other round begins.")
    private int kills = 0;

    @Option(names = "--soak", paramLabel = "H", description = "Goes on for so many hours.")
    private int hours = 0;

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "S",
            description = "${COMPLETION-CANDIDATES}; by default all, in turn.")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Option(
            names = "--waiting",
            split = ",",
            paramLabel = "W",
            description = "Of deques: ${COMPLETION-CANDIDATES}; by default KERNEL and SPIN, in turn.")
    private List<Waiting> waitings = List.of(Waiting.KERNEL, Waiting.SPIN);

    @Option(names = "--round", paramLabel = "R", description = "Plays that round of the seed only.")
    private int round = -1;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where files are made; by default ${DEFAULT-VALUE}.")
    private Path directory = Path.of(Files.isDirectory(Path.of("/dev/shm")) ? "/dev/shm" : "/var/tmp");

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(seconds >= 0 && kills >= 0 && hours >= 0, "limits must be positive");
        int limit = hours > 0 ? hours * 3600 : seconds > 0 ? seconds : kills > 0 ? Integer.MAX_VALUE : PRESET_SECONDS;
        Storm storm = new Storm(seed, scenarios, waitings, spec.commandLine().getOut());
        boolean clean = round >= 0
                ? storm.playOne(directory, round)
                : storm.play(directory, limit, kills > 0 ? kills : Integer.MAX_VALUE);
        return clean ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void check(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
