package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs scenarios and prints a table for each. */
@Command(
        name = "bench",
        header = "Benchmarks beside the peers.",
        description = {
            "Measures, and prints a table for each scenario; all of them if none is named.",
            "Figures are medians (smallest, largest) of the repeats. Quiet the machine first."
        },
        sortOptions = false)
public final class BenchCommand implements Callable<Integer> {
    private static final Map<String, Scenario> SCENARIOS = scenarios();

    private static Map<String, Scenario> scenarios() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("peers", new Peers());
        scenarios.put("contention", new Contention());
        scenarios.put("latency", new Latency());
        scenarios.put("throughput", new Throughput());
        scenarios.put("roundtrip", new RoundTrip());
        scenarios.put("blocking", new Blocking());
        scenarios.put("futures", new Futures());
        scenarios.put("idle", new Idle());
        scenarios.put("allocation", new Allocation());
        scenarios.put("rotate", new Rotating());
        scenarios.put("batches", new Batches());
        scenarios.put("ends", new Ends());
        scenarios.put("sizes", new Sizes());
        scenarios.put("attach", new Attaching());
        scenarios.put("synchronizers", new Synchronizers());
        scenarios.put("death", new Death());
        return scenarios;
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "How often each peer runs, by default ${DEFAULT-VALUE}.")
    private int repeats = 5;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long each of them runs, by default ${DEFAULT-VALUE}.")
    private int seconds = 2;

    @Option(
            names = "--kills",
            paramLabel = "K",
            description = "Kills for each heap size and variant in \"death\", by default ${DEFAULT-VALUE}.")
    private int kills = 100;

    @Parameters(
            paramLabel = "SCENARIO",
            description =
                    "peers, contention, latency, throughput, roundtrip, blocking, futures, idle, allocation, rotate,"
                            + " batches, ends, sizes, attach, synchronizers, death.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(repeats >= 1 && seconds >= 1 && kills >= 1, "--repeats, --seconds and --kills must be at least 1");
        for (String name : names) {
            check(SCENARIOS.containsKey(name), "no scenario \"" + name + "\": there are " + SCENARIOS.keySet());
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Bench bench = new Bench(out, repeats, seconds, kills)) {
            out.println(Machine.describe());
            out.println(repeats + " repeats, " + bench.cores() + "; " + bench.programs() + "; load " + Machine.load());
            for (String name : names.isEmpty() ? List.copyOf(SCENARIOS.keySet()) : names) {
                Scenario scenario = SCENARIOS.get(name);
                if (scenario != null) {
                    scenario.run(bench);
                    out.flush();
                }
            }
        } catch (BenchFailure failure) {
            spec.commandLine().getErr().println("bench: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    private void check(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
