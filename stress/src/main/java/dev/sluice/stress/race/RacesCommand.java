package dev.sluice.stress.race;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what races there are. */
@Command(
        name = "races",
        header = "What races there are, and what may come of them.",
        description = "Prints the races, what may come of each, and why; or the steps that can be taken out.",
        sortOptions = false)
public final class RacesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "RACE", description = "A regular expression that their names match.")
    private String pattern = "";

    @Option(names = "--matrix", description = "As the rows of the table in the package documentation.")
    private boolean matrix;

    @Option(names = "--broken", description = "The steps of the protocol that \"strides --broken\" takes out.")
    private boolean broken;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (broken) {
            Defects.all()
                    .forEach(defect -> out.printf("%s%n  %s%n  found by %s%n", defect, defect.lost(), defect.race()));
        } else if (matrix) {
            Races.matrix().forEach(row -> out.println(" * " + row));
        } else {
            List<Race> races = Races.matching(pattern);
            if (races.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "no race is called " + pattern);
            }
            races.forEach(race -> print(out, race));
        }
        out.flush();
    }

    private static void print(PrintWriter out, Race race) {
        out.printf("%s%n  hazard: %s%n", race.name(), race.hazard());
        race.verdicts().forEach(verdict -> out.printf("  %14s  %s%n", verdict.outcome(), verdict.reason()));
    }
}
