package dev.sluice.stress.storm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The workers of a round, dead and alive, and whose ledgers there are. */
final class Cast {
    private final Scenario scenario;
    private final Path directory;
    private final Spares spares;
    private final Schedule schedule;
    private final Control control;
    private final Player survivor;
    private final List<Player> victims = new ArrayList<>();
    private final Map<Integer, Death> deaths = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final List<String> problems;
    private int nextLedger = Subject.OWN_LEDGER + 1;
    private int kills;
    private int pauses;

    private record Player(WorkerProcess worker, Assignment assignment) {}

    Cast(
            Conditions conditions,
            Schedule schedule,
            Path directory,
            Spares spares,
            Control control,
            List<String> problems)
            throws InterruptedException {
        this.scenario = conditions.scenario();
        this.schedule = schedule;
        this.directory = directory;
        this.spares = spares;
        this.control = control;
        this.problems = problems;
        this.survivor = enter(schedule.survivorJobs());
        for (int i = 0; i < conditions.victims(); i++) {
            victims.add(enter(schedule.nextJobs()));
        }
    }

    private Player enter(List<Job> jobs) throws InterruptedException {
        Assignment assignment = new Assignment(scenario, nextLedger, schedule.nextSeed(), jobs, directory);
        nextLedger += jobs.size();
        WorkerProcess worker = spares.take();
        for (int i = 0; i < jobs.size(); i++) {
            names.put(assignment.firstLedger() + i, jobs.get(i) + " of " + worker);
        }
        worker.tell(assignment);
        return new Player(worker, assignment);
    }

    void perform(Schedule.Action action) throws InterruptedException {
        int victim = action.victim();
        switch (action.kind()) {
            case NOTHING -> control.announce(Control.Event.NOTHING);
            case KILL -> kill(victim, Control.Event.KILL);
            case KILL_TWICE -> {
                kill(victim, Control.Event.KILL_AND_MORE);
                TimeUnit.MICROSECONDS.sleep(action.micros());
                kill(victim, Control.Event.KILL_AND_MORE);
            }
            case PAUSE -> {
                pause(victim, action.micros());
                victims.get(victim).worker.resume();
            }
            case KILL_STOPPED -> {
                pause(victim, action.micros());
                kill(victim, Control.Event.KILL_AND_MORE);
            }
            case KILL_NEXT_WHILE_STOPPED -> {
                WorkerProcess stopped = victims.get(victim).worker;
                stopped.pause();
                pauses++;
                kill((victim + 1) % victims.size(), Control.Event.KILL_AND_MORE);
                TimeUnit.MICROSECONDS.sleep(action.micros());
                stopped.resume();
            }
        }
    }

    private void pause(int victim, int micros) throws InterruptedException {
        pauses++;
        victims.get(victim).worker.pause();
        TimeUnit.MICROSECONDS.sleep(micros);
    }

    private void kill(int victim, Control.Event event) throws InterruptedException {
        Player player = victims.get(victim);
        checkAlive(player);
        control.announce(event);
        long after = System.nanoTime();
        player.worker.kill();
        kills++;
        victims.set(victim, enter(schedule.nextJobs()));
        player.worker.awaitEnd();
        spares.forget(player.worker);
        Death death = new Death(after, System.nanoTime());
        for (int i = 0; i < player.assignment.jobs().size(); i++) {
            deaths.put(player.assignment.firstLedger() + i, death);
        }
        problems.addAll(player.worker.takeProblems());
    }

    private void checkAlive(Player player) throws InterruptedException {
        if (player.worker.hasDiedByItself()) {
            problems.add("crashed: " + player.worker + " " + player.worker.stacks());
        }
    }

    /** Ledgers of the one who is never killed. */
    List<Integer> survivorLedgers() {
        List<Integer> ledgers = new ArrayList<>();
        for (int i = 0; i < survivor.assignment.jobs().size(); i++) {
            ledgers.add(survivor.assignment.firstLedger() + i);
        }
        return ledgers;
    }

    /** Waits until all have done what they were told; of those who do not, the stacks are a problem. */
    List<Stalls.Sample> awaitAll(long nanos) throws InterruptedException {
        long limit = System.nanoTime() + nanos;
        List<Stalls.Sample> samples = new ArrayList<>();
        List<Player> all = new ArrayList<>(victims);
        all.add(survivor);
        List<Player> stuck = new ArrayList<>();
        for (Player player : all) {
            List<Stalls.Sample> own = player.worker.awaitDone(limit - System.nanoTime());
            problems.addAll(player.worker.takeProblems());
            if (own == null) {
                stuck.add(player);
            } else {
                samples.addAll(own);
                spares.giveBack(player.worker);
            }
        }
        for (Player player : stuck) {
            problems.add("stuck: " + player.worker + ", " + player.assignment.jobs() + ", does not end:\n"
                    + player.worker.stacks());
        }
        return samples;
    }

    /** The stacks of everybody. */
    void reportStuck(String what) throws InterruptedException {
        StringBuilder text = new StringBuilder("stuck: " + what);
        List<Player> all = new ArrayList<>(victims);
        all.add(0, survivor);
        for (Player player : all) {
            text.append("\n---- ")
                    .append(player.worker)
                    .append(", ")
                    .append(player.assignment.jobs())
                    .append('\n');
            text.append(player.worker.stacks());
        }
        problems.add(text.toString());
    }

    int ledgers() {
        return nextLedger;
    }

    Map<Integer, Death> deaths() {
        return deaths;
    }

    @Nullable
    String nameOf(int ledger) {
        return names.get(ledger);
    }

    int kills() {
        return kills;
    }

    int pauses() {
        return pauses;
    }
}
