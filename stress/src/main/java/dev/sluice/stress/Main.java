package dev.sluice.stress;

import dev.sluice.stress.bench.BenchCommand;
import dev.sluice.stress.bench.PeerCommand;
import dev.sluice.stress.crash.CrashPointsCommand;
import dev.sluice.stress.fuzz.FuzzCommand;
import dev.sluice.stress.history.HistoryCommand;
import dev.sluice.stress.history.HistoryPeer;
import dev.sluice.stress.race.PartnerCommand;
import dev.sluice.stress.race.RacesCommand;
import dev.sluice.stress.race.StridesCommand;
import dev.sluice.stress.storm.StormCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line of this module, {@code java -jar sluice-stress.jar COMMAND …}.
 *
 * <p>Exit codes: 0 success, 1 failure, 2 wrong usage.
 */
@Command(
        name = "sluice-stress",
        description = "Proofs that take processes, and benchmarks, of Sluice.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchCommand.class,
            PeerCommand.class,
            FuzzCommand.class,
            HistoryCommand.class,
            HistoryPeer.class,
            CrashPointsCommand.class,
            RacesCommand.class,
            StridesCommand.class,
            PartnerCommand.class,
            StormCommand.class
        })
public final class Main implements Runnable {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs a command and ends this JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setParameterExceptionHandler(Main::explain)
                .execute(args));
    }

    /** What was wrong, and where help is; not all of the help, which would hide it. */
    private static int explain(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See: java -jar sluice-stress.jar"
                + command.getCommandSpec().qualifiedName().replace("sluice-stress", "") + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing; see --help");
    }
}
