package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What consumers cost that wait on an empty deque. All kinds wait at the same time, so they see the same machine. */
final class Idle implements Scenario {
    private static final int SETTLE_MILLIS = 5000;
    private static final int SHORTEST_SECONDS = 10;

    /** Some JVMs with some waiting threads each. */
    private record Lane(String name, int jvms, int threads, IdleConsumers.How how, double limitPercent) {
        boolean asleep() {
            return how == IdleConsumers.How.SLEEP;
        }
    }

    private static final List<Lane> LANES = List.of(
            new Lane("1 consumer", 1, 1, IdleConsumers.How.TAKE, 0.02),
            new Lane("8 consumers of one JVM", 1, 8, IdleConsumers.How.TAKE, 0.1),
            new Lane("8 consumers, a JVM each", 8, 1, IdleConsumers.How.TAKE, 0.1),
            new Lane("1,000 pending futures", 1, 1000, IdleConsumers.How.FUTURES, 0.02),
            new Lane("1 thread in sleep()", 1, 1, IdleConsumers.How.SLEEP, Double.NaN),
            new Lane("8 threads in sleep(), a JVM each", 8, 1, IdleConsumers.How.SLEEP, Double.NaN));

    private static final class Group implements AutoCloseable {
        private final Lane lane;
        private final List<Peer> peers = new ArrayList<>();
        private final Series threads = new Series();
        private final Series processes = new Series();
        private final Series more = new Series();
        private double threadNanos;
        private double processNanos;

        Group(Lane lane) {
            this.lane = lane;
        }

        void start(String file) throws IOException, InterruptedException {
            for (int i = 0; i < lane.jvms; i++) {
                Peer peer = Peer.jvm(List.of(), List.of(), "idle", lane.how, file, lane.threads);
                peers.add(peer);
                peer.answer("ready");
            }
        }

        /** Reads the clocks; from the second time on, takes note of what has been used since. */
        void look(double wallNanos) throws IOException, InterruptedException {
            double threadsNow = 0;
            double processesNow = 0;
            for (Peer peer : peers) {
                processesNow += SchedStat.ofProcess(peer.pid()).running();
                peer.tell("cpu");
                threadsNow += peer.answer("cpu")[0];
            }
            if (wallNanos > 0) {
                threads.add(100 * (threadsNow - threadNanos) / wallNanos);
                processes.add(100 * (processesNow - processNanos) / wallNanos);
            }
            threadNanos = threadsNow;
            processNanos = processesNow;
        }

        void compare(Group asleep) {
            more.add(processes.last() - asleep.processes.last());
        }

        @Override
        public void close() {
            peers.forEach(Peer::close);
        }
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        int seconds = Math.max(SHORTEST_SECONDS, bench.seconds());
        List<Group> groups = LANES.stream().map(Group::new).toList();
        try {
            for (Group group : groups) {
                group.start(bench.file("idle" + groups.indexOf(group)).toString());
            }
            Thread.sleep(SETTLE_MILLIS);
            measure(bench, groups, seconds);
        } finally {
            groups.forEach(Group::close);
        }
        print(bench, groups, seconds);
    }

    private static void measure(Bench bench, List<Group> groups, int seconds) throws IOException, InterruptedException {
        long[] looked = new long[groups.size()];
        for (int repeat = 0; repeat <= bench.repeats(); repeat++) {
            bench.progress("idle, " + repeat * seconds + " s");
            for (int i = 0; i < looked.length; i++) {
                long now = System.nanoTime();
                groups.get(i).look(repeat == 0 ? 0 : (double) (now - looked[i]));
                looked[i] = now;
            }
            if (repeat > 0) {
                for (Group group : groups) {
                    if (!group.lane.asleep()) {
                        group.compare(asleep(groups, group.lane.jvms));
                    }
                }
            }
            if (repeat < bench.repeats()) {
                Thread.sleep(1000L * seconds);
            }
        }
    }

    private static Group asleep(List<Group> groups, int jvms) {
        for (Group group : groups) {
            if (group.lane.asleep() && group.lane.jvms == jvms) {
                return group;
            }
        }
        throw new AssertionError(jvms);
    }

    private static void print(Bench bench, List<Group> groups, int seconds) {
        bench.title(
                "idle: processor time of consumers blocked in take() of an empty KERNEL deque, in % of a core; windows of "
                        + seconds + " s, all at the same time, not pinned",
                "threads: the consumers alone; processes: the whole JVMs; more: than JVMs whose threads are in sleep()",
                "limits: 0.02 for one, 0.1 for eight; of limit: threads / limit");
        Table table = new Table("who waits", "threads %", "processes %", "more %", "of limit");
        for (Group group : groups) {
            table.row(
                    group.lane.name,
                    group.threads.text(4),
                    group.processes.text(4),
                    group.more.text(4),
                    group.lane.asleep() ? "-" : group.threads.text(2, 1 / group.lane.limitPercent));
        }
        table.print(bench.out());
    }
}
