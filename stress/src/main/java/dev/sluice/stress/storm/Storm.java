package dev.sluice.stress.storm;

import dev.sluice.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Rounds, one after the other. */
final class Storm {
    private static final int SPARES = 4;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final long seed;
    private final List<Scenario> scenarios;
    private final List<Waiting> waitings;
    private final PrintWriter out;
    private final StormReport report = new StormReport();

    Storm(long seed, List<Scenario> scenarios, List<Waiting> waitings, PrintWriter out) {
        this.seed = seed;
        this.scenarios = scenarios;
        this.waitings = waitings;
        this.out = out;
    }

    /** Rounds until a limit is reached or there was a problem; returns whether there was none. */
    boolean play(Path parent, int seconds, int kills) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        return inDirectory(parent, (directory, spares) -> {
            boolean clean = true;
            for (int round = 0;
                    clean && report.kills() < kills && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds);
                    round++) {
                clean = playRound(directory, spares, round);
            }
            return clean;
        });
    }

    /** One round alone. */
    boolean playOne(Path parent, int round) throws IOException, InterruptedException {
        return inDirectory(parent, (directory, spares) -> playRound(directory, spares, round));
    }

    private interface Played {
        boolean in(Path directory, Spares spares) throws IOException, InterruptedException;
    }

    private boolean inDirectory(Path parent, Played played) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(parent, "sluice-storm");
        out.println("storm: seed " + seed + ", " + scenarios + ", " + waitings + ", in " + directory);
        out.flush();
        long begin = System.nanoTime();
        boolean clean;
        try (Spares spares = new Spares(directory, SPARES)) {
            Thread hook = new Thread(() -> abandon(spares, directory));
            Runtime.getRuntime().addShutdownHook(hook);
            clean = played.in(directory, spares);
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        report.print(out, System.nanoTime() - begin);
        tidy(directory);
        return clean;
    }

    /** This process is told to end: nobody is to go on, or stay stopped, and of a round that came to no end nothing is to stay. */
    private static void abandon(Spares spares, Path directory) {
        spares.close();
        try {
            Round.delete(directory);
        } catch (IOException left) {
            System.err.println("storm: " + directory + " is left: " + left);
        }
    }

    private boolean playRound(Path directory, Spares spares, int number) throws IOException, InterruptedException {
        Scenario scenario = scenarios.get(number % scenarios.size());
        Waiting waiting = waitings.get(number / scenarios.size() % waitings.size());
        Conditions conditions = Conditions.of(seed, number, scenario, waiting);
        Path place = directory.resolve("round-" + number);
        long begin = System.nanoTime();
        RoundResult result = new Round(conditions, spares, Round.NONE, STUCK_NANOS).play(place);
        report.add(conditions, result);
        out.println("round " + number + ", " + conditions + ": " + result.kills() + " kills, " + result.pauses()
                + " pauses, " + result.calls() + " calls in "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)
                + " s, "
                + (result.problems().isEmpty() ? "clean" : result.problems().size() + " PROBLEMS"));
        result.problems().forEach(problem -> out.println("  " + problem));
        if (!result.problems().isEmpty()) {
            out.println("  again: --seed " + seed + " --round " + number
                    + " and the same --scenario and --waiting; files: " + place);
        }
        out.flush();
        return result.problems().isEmpty();
    }

    /** Removes what workers have left; a round with a problem stays. */
    private static void tidy(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException kept) {
            // What is in there is what was found.
        }
    }
}
