package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What happens to whom and when in a round; a seed has one schedule. */
final class Schedule {
    /** What is done to a victim. */
    enum Kind {
        KILL,
        /** Its successor is killed while it comes: opens the file, or has just begun. */
        KILL_TWICE,
        /** It is stopped for a while. */
        PAUSE,
        /** It is stopped, and killed so. */
        KILL_STOPPED,
        /** It is stopped; meanwhile the next one is killed. */
        KILL_NEXT_WHILE_STOPPED,
        /** Nothing is done, and the time of calls is taken. */
        NOTHING
    }

    /**
     * @param gapMicros since what was before
     * @param micros how long it is stopped, or until the second kill
     */
    record Action(int gapMicros, Kind kind, int victim, int micros) {
        @Override
        public String toString() {
            return "after " + gapMicros + " us " + kind + " " + victim + " (" + micros + " us)";
        }
    }

    // Longer than the window of a sample, so that what is measured after one is not the next one's doing.
    private static final int LEAST_GAP_MICROS = 60_000;
    private static final int MOST_GAP_MICROS = 400_000;
    private static final int MOST_PAUSE_MICROS = 60_000;
    private static final int MOST_LONG_PAUSE_MICROS = 1_200_000;
    private static final int MOST_BIRTH_MICROS = 40_000;

    private final SplittableRandom lives;
    private final List<Action> actions = new ArrayList<>();
    private final Scenario scenario;

    Schedule(Conditions conditions) {
        this.scenario = conditions.scenario();
        SplittableRandom random = new SplittableRandom(conditions.seed());
        this.lives = random.split();
        for (int i = 0; i < conditions.actions(); i++) {
            actions.add(action(random, conditions.victims()));
        }
    }

    private static Action action(SplittableRandom random, int victims) {
        int gap = random.nextInt(LEAST_GAP_MICROS, MOST_GAP_MICROS);
        int victim = random.nextInt(victims);
        int pause = random.nextInt(random.nextInt(8) == 0 ? MOST_LONG_PAUSE_MICROS : MOST_PAUSE_MICROS);
        return switch (random.nextInt(20)) {
            case 0, 1 -> new Action(gap, Kind.NOTHING, victim, 0);
            case 2, 3 -> new Action(gap, Kind.PAUSE, victim, pause);
            case 4 -> new Action(gap, Kind.KILL_STOPPED, victim, pause);
            case 5, 6 -> new Action(gap, Kind.KILL_NEXT_WHILE_STOPPED, victim, pause);
            case 7 -> new Action(gap, Kind.KILL_TWICE, victim, random.nextInt(MOST_BIRTH_MICROS));
            default -> new Action(gap, Kind.KILL, victim, 0);
        };
    }

    List<Action> actions() {
        return actions;
    }

    /** What the next worker that comes as a victim does. */
    List<Job> nextJobs() {
        if (!scenario.isDeque()) {
            return lives.nextBoolean() ? List.of(Job.HOLDER) : List.of(Job.HOLDER, Job.HOLDER);
        }
        return switch (lives.nextInt(scenario == Scenario.FIFO ? 3 : 5)) {
            case 0 -> List.of(Job.PRODUCER);
            case 1 -> List.of(Job.CONSUMER);
            case 2 -> List.of(Job.PRODUCER, Job.CONSUMER);
            case 3 -> List.of(Job.SHUFFLER);
            default -> List.of(Job.SHUFFLER, Job.PRODUCER);
        };
    }

    /** What those do who live through all of it: enough for nobody to wait for ever. */
    List<Job> survivorJobs() {
        return scenario.isDeque() ? List.of(Job.PRODUCER, Job.CONSUMER, Job.PROBER) : List.of(Job.HOLDER, Job.PROBER);
    }

    long nextSeed() {
        return lives.nextLong();
    }
}
