package dev.sluice.stress.crash;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Visits crash points, all of them. */
@Command(
        name = "crash-points",
        header = "Deaths and stops at each store.",
        description = {
            "Has participants die, or be stopped, at each store of each operation, and their repairers at each store of the",
            "repair; ends with 1, and shows what was wrong, if anything was. All of it takes hours, most of them --double;",
            "with options that name parts, only those are visited."
        },
        sortOptions = false)
public final class CrashPointsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--operations", description = "Deaths in operations of deques.")
    private boolean operations;

    @Option(names = "--objects", description = "Deaths in operations of synchronizers, and in their repair.")
    private boolean objects;

    @Option(names = "--life", description = "Deaths in creation, and in taking and leaving a slot.")
    private boolean life;

    @Option(names = "--stopped", description = "Stops instead of deaths.")
    private boolean stopped;

    @Option(names = "--double", description = "Deaths in an operation of a deque, and in its repair.")
    private boolean doubleDeath;

    @Option(
            names = "--stride",
            paramLabel = "N",
            description = "Of the repairs with --double, one in so many; by default ${DEFAULT-VALUE}.")
    private int stride = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the choices of lost stores, where there are too many; by default ${DEFAULT-VALUE}.")
    private long seed = 42;

    private boolean wrong;

    @Override
    public Integer call() {
        if (stride < 1) {
            throw new ParameterException(spec.commandLine(), "--stride must be at least 1");
        }
        boolean all = !(operations || objects || life || stopped || doubleDeath);
        if (all || life) {
            begin("creation, attaching and leaving");
            CrashPoints.Report report = LifeCrashPoints.visit(seed);
            show("creation, attaching and leaving", report.windows(), report.states(), report.violations());
        }
        if (all || objects) {
            begin("synchronizers");
            CrashPoints.Report report = ObjectCrashPoints.visit(seed);
            show("synchronizers", report.windows(), report.states(), report.violations());
        }
        if (all || stopped) {
            begin("stopped owners");
            PausedOwner.Report report = PausedOwner.visit();
            show("stopped owners, deques", report.windows(), report.windows(), report.violations());
            report = PausedObjectOwner.visit();
            show("stopped owners, synchronizers", report.windows(), report.windows(), report.violations());
        }
        if (all || operations) {
            begin("operations of deques");
            CrashPoints.Report report = CrashPoints.visit(true, seed);
            show("operations of deques", report.windows(), report.states(), report.violations());
        }
        if (all || doubleDeath) {
            begin("double deaths, which take hours");
            DoubleDeath.Report report = DoubleDeath.visit(stride, seed);
            show("double deaths", report.windows(), report.states(), report.violations());
        }
        return wrong ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private void begin(String what) {
        spec.commandLine().getErr().println("visiting: " + what);
        spec.commandLine().getErr().flush();
    }

    private void show(String what, long windows, long memories, List<String> violations) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s: %,d windows, %,d memories judged, %d violations%n", what, windows, memories, violations.size());
        violations.forEach(out::println);
        out.flush();
        wrong |= !violations.isEmpty();
    }
}
