package dev.sluice.stress.storm;

import dev.sluice.Codec;
import dev.sluice.DequeShutdownException;
import dev.sluice.SharedDeque;
import dev.sluice.SharedLock;
import dev.sluice.SharedSemaphore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A process of the storm: warms up in a file of its own, then plays one {@link Assignment} after the other, as they come on
 * standard input, until it is killed. Says: ready; done SAMPLES; problem TEXT.
 */
final class Worker {
    static final String READY = "ready";
    static final String DONE = "done";
    static final String PROBLEM = "problem ";

    private static final int REHEARSALS = 30;
    private static final int MOST_HEX_BYTES = 64;

    private Worker() {}

    /** Argument: a file that is there for this process only, for a rehearsal; it is deleted. */
    public static void main(String[] args) throws Exception {
        rehearse(Path.of(args[0]));
        say(READY);
        ExecutorService player = Executors.newSingleThreadExecutor();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            Assignment assignment = Assignment.parse(line);
            player.execute(() -> playAndSay(assignment));
        }
        Runtime.getRuntime().halt(0); // whatever it is at: its parent is gone
    }

    private static void playAndSay(Assignment assignment) {
        try {
            say(DONE + play(assignment));
        } catch (Throwable unexpected) {
            unexpected.printStackTrace();
            problem("ledgers from " + assignment.firstLedger() + ": " + unexpected);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    static void problem(String text) {
        say(PROBLEM + text);
    }

    static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, MOST_HEX_BYTES); i++) {
            text.append(String.format("%02x", bytes[i]));
        }
        return text.append(bytes.length > MOST_HEX_BYTES ? "…" : "").toString();
    }

    /** Has all classes loaded, so that a worker is at its work as soon as it is told to. */
    private static void rehearse(Path file) throws Exception {
        try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes()).create(file)) {
            for (int i = 0; i < REHEARSALS; i++) {
                deque.offerLast(Element.make(i, Element.LEAST_BYTES));
                deque.addAll(List.of(Element.make(i, Element.LEAST_BYTES)));
                deque.pollFirst();
                deque.rotate(1);
            }
        }
        Files.delete(file);
    }

    private interface Opened extends AutoCloseable {
        Actor actor(Job job, int number, Ledger ledger, Control control, SplittableRandom random);

        @Override
        void close();
    }

    private static Opened open(Assignment assignment) throws IOException {
        return switch (assignment.scenario()) {
            case FIFO, MIXED -> open(SharedDeque.builder(Codec.bytes()).open(assignment.file()), assignment.scenario());
            case SEMAPHORE -> open(SharedSemaphore.open(assignment.file()));
            case LOCK -> open(SharedLock.open(assignment.file()));
        };
    }

    private static Opened open(SharedDeque<byte[]> deque, Scenario scenario) {
        return new Opened() {
            @Override
            public Actor actor(Job job, int number, Ledger ledger, Control control, SplittableRandom random) {
                return scenario == Scenario.FIFO
                        ? new QueueActor(job, number, deque, ledger, control, random)
                        : new EndsActor(job, number, deque, ledger, control, random);
            }

            @Override
            public void close() {
                deque.close();
            }
        };
    }

    private static Opened open(SharedSemaphore semaphore) {
        return new Opened() {
            @Override
            public Actor actor(Job job, int number, Ledger ledger, Control control, SplittableRandom random) {
                return new SemaphoreActor(job, semaphore, ledger, control, random);
            }

            @Override
            public void close() {
                semaphore.close();
            }
        };
    }

    private static Opened open(SharedLock lock) {
        return new Opened() {
            @Override
            public Actor actor(Job job, int number, Ledger ledger, Control control, SplittableRandom random) {
                return new LockActor(job, lock, ledger, control, random);
            }

            @Override
            public void close() {
                lock.close();
            }
        };
    }

    /** Returns the samples, each behind a blank. */
    private static String play(Assignment assignment) throws IOException, InterruptedException {
        Control control = Control.open(assignment.directory());
        Stalls stalls = new Stalls(control);
        SplittableRandom random = new SplittableRandom(assignment.seed());
        try (Opened opened = open(assignment)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < assignment.jobs().size(); i++) {
                int number = assignment.firstLedger() + i;
                Job job = assignment.jobs().get(i);
                Ledger ledger = Ledger.create(assignment.directory(), number);
                Actor actor = opened.actor(job, number, ledger, control, random.split());
                Thread thread = new Thread(() -> act(actor, number, stalls), job + " " + number);
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        return stalls.samples().stream().map(sample -> " " + sample).collect(Collectors.joining());
    }

    private static void act(Actor actor, int number, Stalls stalls) {
        try {
            actor.run(stalls);
        } catch (DequeShutdownException down) {
            if (!actor.isStopped()) {
                problem("ledger " + number + ": shut down before the end: " + down);
            }
        } catch (Throwable unexpected) {
            unexpected.printStackTrace();
            problem("ledger " + number + ": " + unexpected);
        }
    }
}
