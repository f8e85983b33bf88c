package dev.sluice.stress.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One file, some workers, a number of things that happen to them, and the accounts. */
final class Round {
    /** What somebody does to the file in the middle of it, so that it can be seen whether that is found. */
    interface Interference {
        void meddle(Path file) throws IOException, InterruptedException;
    }

    static final Interference NONE = file -> {};

    private static final Pattern LEDGER = Pattern.compile("ledger (\\d+)");
    private static final int SLEEP_MICROS = 2_000;
    private static final int MOST_OF_A_KIND = 5;

    private final Conditions conditions;
    private final Spares spares;
    private final Interference interference;
    private final long stuckNanos;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> inFlight = new TreeMap<>();
    private long elements;
    private long lost;

    /** @param stuckNanos how long a survivor may stand still */
    Round(Conditions conditions, Spares spares, Interference interference, long stuckNanos) {
        this.conditions = conditions;
        this.spares = spares;
        this.interference = interference;
        this.stuckNanos = stuckNanos;
    }

    /** Plays it in a directory of its own, which is there afterwards only if there was a problem. */
    RoundResult play(Path directory) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        Subject subject = new Subject(conditions, directory.resolve("shared"));
        subject.create();
        spares.setQuiet(!conditions.isPolling());
        Control control = Control.open(directory);
        Schedule schedule = new Schedule(conditions);
        Cast cast = new Cast(conditions, schedule, directory, spares, control, problems);
        List<Stalls.Sample> samples = List.of();
        List<Call> calls = new ArrayList<>();
        if (happen(schedule, cast, directory)) {
            control.stop();
            subject.end();
            samples = cast.awaitAll(stuckNanos);
            if (problems.isEmpty()) {
                calls.addAll(subject.settle(problems));
                for (int ledger = Subject.OWN_LEDGER + 1; ledger < cast.ledgers(); ledger++) {
                    calls.addAll(Ledger.read(directory, ledger));
                }
                judge(calls, cast.deaths());
            }
        }
        countInFlight(calls, cast.deaths());
        if (problems.isEmpty()) {
            delete(directory);
        }
        return new RoundResult(
                cast.kills(), cast.pauses(), calls.size(), elements, lost, inFlight, samples, described(cast));
    }

    /** Returns false if somebody is stuck. */
    private boolean happen(Schedule schedule, Cast cast, Path directory) throws IOException, InterruptedException {
        Progress progress = new Progress(directory, cast.survivorLedgers(), stuckNanos);
        int done = 0;
        for (Schedule.Action action : schedule.actions()) {
            long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(action.gapMicros());
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MICROSECONDS.toNanos(SLEEP_MICROS)));
            }
            cast.perform(action);
            if (++done == conditions.actions() / 2) {
                interference.meddle(directory.resolve("shared"));
            }
            Integer stuck = progress.stuck();
            if (stuck != null) {
                cast.reportStuck("ledger " + stuck + " of a survivor, " + cast.nameOf(stuck) + ", did not grow for "
                        + TimeUnit.NANOSECONDS.toMillis(stuckNanos) + " ms");
                return false;
            }
        }
        return true;
    }

    private void judge(List<Call> calls, Map<Integer, Death> deaths) {
        switch (conditions.scenario()) {
            case FIFO, MIXED -> {
                DequeAccounts accounts = new DequeAccounts(calls, deaths, conditions.scenario() == Scenario.FIFO);
                problems.addAll(accounts.problems());
                elements = accounts.elements();
                lost = accounts.lost();
            }
            case SEMAPHORE -> problems.addAll(Holdings.problems(calls, deaths, SemaphoreActor.PERMITS));
            case LOCK -> {
                problems.addAll(Holdings.problems(calls, deaths, 1));
                Obituaries obituaries = new Obituaries(calls, deaths);
                problems.addAll(obituaries.problems());
                lost = obituaries.told();
            }
        }
    }

    private void countInFlight(List<Call> calls, Map<Integer, Death> deaths) {
        Map<Integer, List<Call>> byLedger = Holdings.byLedger(calls);
        for (int ledger : deaths.keySet()) {
            List<Call> own = byLedger.getOrDefault(ledger, List.of());
            String doing = "COMING";
            if (!own.isEmpty()) {
                Call last = own.get(own.size() - 1);
                doing = last.outcome() == Outcome.IN_FLIGHT ? last.op().name() : "BETWEEN CALLS";
            }
            inFlight.merge(doing, 1, Integer::sum);
        }
    }

    /** With the processes beside the ledgers' numbers, and of each kind not more than anybody reads. */
    private List<String> described(Cast cast) {
        List<String> described = new ArrayList<>();
        Map<String, Integer> kinds = new TreeMap<>();
        for (String problem : problems) {
            if (kinds.merge(problem.split(":", 2)[0], 1, Integer::sum) <= MOST_OF_A_KIND) {
                described.add(LEDGER.matcher(problem).replaceAll(match -> {
                    String name = cast.nameOf(Integer.parseInt(match.group(1)));
                    return Matcher.quoteReplacement(name == null ? match.group() : match.group() + ", " + name);
                }));
            }
        }
        if (described.size() < problems.size()) {
            described.add("in all: " + kinds);
        }
        return described;
    }

    static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
