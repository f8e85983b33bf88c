package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
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
    private static final Map<String, Supplier<Role>> ROLES = Map.ofEntries(
            Map.entry("producer", () -> new StreamProducer(Opener::edge)),
            Map.entry("consumer", () -> new StreamConsumer(Opener::edge)),
            Map.entry("pipe-producer", () -> new StreamProducer(arguments -> Opener.pipe(arguments, true))),
            Map.entry("pipe-consumer", () -> new StreamConsumer(arguments -> Opener.pipe(arguments, false))),
            Map.entry("pipe-pair", () -> new StreamPair(Opener::ends)),
            Map.entry("batch-producer", () -> new StreamProducer(BatchLane::open)),
            Map.entry("batch-consumer", () -> new StreamConsumer(BatchLane::open)),
            Map.entry("batch-pair", () -> new StreamPair(BatchLane::pair)),
            Map.entry("batch-alone", StreamAlone::new),
            Map.entry("ends", EndsPeer::new),
            Map.entry("sizes", SizesPeer::new),
            Map.entry("newcomer", Newcomer::new),
            Map.entry("attached", Attached::new),
            Map.entry("many-deques", ManyDeques::new),
            Map.entry("contenders", Contenders::new),
            Map.entry("caller", () -> new BusyCaller(arguments -> Opener.edges(arguments, true))),
            Map.entry("echo", () -> new BusyEcho(arguments -> Opener.edges(arguments, false))),
            Map.entry("duplex-caller", () -> new BusyCaller(arguments -> Opener.duplex(arguments, true))),
            Map.entry("duplex-echo", () -> new BusyEcho(arguments -> Opener.duplex(arguments, false))),
            Map.entry("duplex-pair", BusyPair::new),
            Map.entry("blocking-caller", BlockingCaller::new),
            Map.entry("blocking-echo", BlockingEcho::new),
            Map.entry("idle", IdleConsumers::new),
            Map.entry("uncontended", Uncontended::new),
            Map.entry("survivor", Survivor::new),
            Map.entry("victim", Victim::new),
            Map.entry("lone-caller", LoneCaller::new),
            Map.entry("futures-caller", () -> new FuturesPeer(true)),
            Map.entry("futures-echo", () -> new FuturesPeer(false)));

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
