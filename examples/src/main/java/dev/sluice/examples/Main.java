package dev.sluice.examples;

import dev.sluice.examples.ngrams.NgramsCommand;
import dev.sluice.examples.ngrams.WorkerCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The examples' command line, {@code java -jar sluice-examples.jar COMMAND …}.
 *
 * <p>Exit codes: 0 success, 1 failure, 2 wrong usage or a file that is not there. Both failures say why in one line on
 * the standard error.
 */
@Command(
        name = "sluice-examples",
        description = "Programs that share work between JVM processes through Sluice.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {NgramsCommand.class, WorkerCommand.class})
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
        // Words are UTF-8 from the input to the output, whatever the locale.
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /**
     * Runs a command.
     *
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commands = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((problem, arguments) -> {
                    return fail(problem.getCommandLine(), problem);
                })
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    if (problem instanceof ExampleFailure) {
                        return fail(command, problem);
                    }
                    throw problem; // A bug: picocli prints the stack trace.
                });
        int exitCode = commands.execute(args);
        out.flush();
        if (out.checkError() && exitCode == 0) {
            err.println("sluice-examples: the standard output cannot be written");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return exitCode;
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing; see --help");
    }

    private static int fail(CommandLine command, Exception problem) {
        command.getErr()
                .println(command.getCommandName() + ": " + Text.printable(String.valueOf(problem.getMessage())));
        return problem instanceof ParameterException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
