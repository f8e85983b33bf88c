package dev.sluice.stress.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A peer process of a benchmark; started by the benchmark only. */
@Command(name = PeerCommand.NAME, hidden = true, description = "A process of a benchmark.")
public final class PeerCommand implements Callable<Integer> {
    static final String NAME = "bench-peer";

    // Made when asked for, so that a process loads no class of another role.
    private static final Map<String, Supplier<Role>> ROLES = Map.of(
            "producer", StreamProducer::new,
            "consumer", StreamConsumer::new,
            "caller", BusyCaller::new,
            "echo", BusyEcho::new,
            "blocking-caller", BlockingCaller::new,
            "blocking-echo", BlockingEcho::new,
            "idle", IdleConsumers::new,
            "uncontended", Uncontended::new,
            "survivor", Survivor::new,
            "victim", Victim::new);

    @Parameters(index = "0")
    private String role = "";

    @Parameters(index = "1..*")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        Supplier<Role> found = ROLES.get(role);
        if (found == null) {
            throw new BenchFailure("no role " + role);
        }
        found.get().play(arguments, new Parent());
        return CommandLine.ExitCode.OK;
    }
}
