package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.deque.GuardGrabber;
import dev.sluice.sync.Witness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does with deques what it is told on standard input, in lines of {@code call thread verb arguments}, and answers {@code call
 * ok result} or {@code call threw Exception: message}.
 */
final class RemoteMain {
    private final Map<String, Actor> actors = new ConcurrentHashMap<>();
    private final Map<String, SharedDeque<String>> deques = new ConcurrentHashMap<>();
    private final Map<String, GuardGrabber> grabbers = new ConcurrentHashMap<>();

    private RemoteMain() {}

    /** The arguments are the system calls that are to be refused to it. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            SeccompFilter.refuse(List.of(args));
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        RemoteMain remote = new RemoteMain();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", -1);
            if (words[2].equals("interrupt")) {
                remote.actor(words[1]).interrupt();
                say(words[0] + " ok done");
            } else {
                remote.actor(words[1]).tasks.add(words);
            }
        }
        System.exit(0);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private Actor actor(String name) {
        return actors.computeIfAbsent(name, key -> {
            Actor actor = new Actor(key);
            actor.setDaemon(true);
            actor.start();
            return actor;
        });
    }

    /** A thread that does one thing after the other. */
    private final class Actor extends Thread {
        private final LinkedBlockingQueue<String[]> tasks = new LinkedBlockingQueue<>();

        private Actor(String name) {
            super(name);
        }

        @Override
        public void run() {
            while (true) {
                String[] words;
                try {
                    words = tasks.take();
                } catch (InterruptedException late) {
                    continue; // what was to be interrupted has ended before
                }
                String result;
                try {
                    result = "ok " + perform(words[2], Arrays.copyOfRange(words, 3, words.length));
                } catch (Throwable thrown) {
                    result = "threw " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
                }
                say(words[0] + " " + result);
            }
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static String done(Action action) throws Exception {
        action.run();
        return "done";
    }

    private Object perform(String verb, String[] args) throws Exception {
        return switch (verb) {
            case "open" -> done(() -> deques.put(args[0], builder(args).open(Path.of(args[1]))));
            case "openMany" -> done(() -> openMany(args[0], Path.of(args[1]), Integer.parseInt(args[2])));
            case "create" -> done(() -> deques.put(args[0], builder(args).create(Path.of(args[1]))));
            case "openOrCreate" -> done(() -> deques.put(args[0], builder(args).openOrCreate(Path.of(args[1]))));
            case "createAt" -> done(() -> createAt(Long.parseLong(args[3]), args));
            case "openOrCreateAt" -> done(() -> openOrCreateAt(Long.parseLong(args[3]), args));
            case "churn" -> done(() -> churn(Path.of(args[0])));
            case "fillDisk" -> fillDisk(Path.of(args[0]));
            case "files" -> files(Path.of(args[0]));
            case "grab" ->
                done(() -> grab(
                        grabbers.computeIfAbsent(args[0], name -> GuardGrabber.attach(Path.of(args[1]))), args[2]));
            case "grabWitnessedBy" ->
                done(() -> {
                    grabbers.put(args[0], GuardGrabber.attach(Path.of(args[1]), Witness.valueOf(args[3])));
                    grab(grabbers.get(args[0]), args[2]);
                });
            case "release" -> done(() -> grabbers.get(args[0]).release(GuardGrabber.Which.valueOf(args[1])));
            case "echo" -> done(() -> echo(deques.get(args[0]), deques.get(args[1]), Integer.parseInt(args[2])));
            default -> {
                SharedDeque<String> deque = deques.get(args[0]);
                if (deque == null) {
                    throw new IllegalArgumentException("no deque " + args[0]);
                }
                yield perform(deque, verb, args);
            }
        };
    }

    private static void grab(GuardGrabber grabber, String which) throws InterruptedException {
        grabber.grab(GuardGrabber.Which.valueOf(which));
    }

    private void openMany(String prefix, Path file, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            deques.put(prefix + i, SharedDeque.builder(Codec.utf8()).open(file));
        }
    }

    private static void awaitMoment(long millis) {
        while (System.currentTimeMillis() < millis) {
            Thread.onSpinWait();
        }
    }

    private static void createAt(long millis, String[] args) throws IOException {
        awaitMoment(millis);
        builder(args).create(Path.of(args[1])).close();
    }

    private static void openOrCreateAt(long millis, String[] args) throws IOException, InterruptedException {
        awaitMoment(millis);
        try (SharedDeque<String> shared = builder(args).openOrCreate(Path.of(args[1]))) {
            shared.put(args[0]);
        }
    }

    /** Creates and deletes files until it is killed. */
    private static void churn(Path directory) throws IOException {
        for (int i = 0; ; i = (i + 1) % 3) {
            Path path = directory.resolve("churned" + i);
            try (SharedDeque<String> shared = SharedDeque.builder(Codec.utf8()).create(path)) {
                shared.add("x");
            }
            Files.deleteIfExists(path);
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(path -> path.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    /** Arguments: name, file, capacity, anything, permissions. */
    private static SharedDeque.Builder<String> builder(String[] args) {
        SharedDeque.Builder<String> builder = SharedDeque.builder(Codec.utf8());
        if (args.length > 2) {
            builder.capacity(Integer.parseInt(args[2]));
        }
        if (args.length > 4) {
            builder.permissions(PosixFilePermissions.fromString(args[4]));
        }
        return builder;
    }

    /** Writes a file until there is no room any more; returns its size. */
    private static long fillDisk(Path file) throws IOException {
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] some = new byte[512];
            while (true) {
                out.write(some);
                size += some.length;
            }
        } catch (IOException full) {
            return size;
        }
    }

    private static Object perform(SharedDeque<String> deque, String verb, String[] args) throws Exception {
        return switch (verb) {
            case "put" -> done(() -> deque.put(args[1]));
            case "putFirst" -> done(() -> deque.putFirst(args[1]));
            case "putAll" -> done(() -> putAll(deque, args[1], Integer.parseInt(args[2])));
            case "offer" -> deque.offer(args[1]);
            case "offerFor" -> timed(() -> deque.offer(args[1], Long.parseLong(args[2]), TimeUnit.MILLISECONDS));
            case "fill" -> fill(deque, args[1]);
            case "take" -> deque.take();
            case "takeLast" -> deque.takeLast();
            case "takeAll" -> takeAll(deque, args[1], Integer.parseInt(args[2]));
            case "takeAsync" ->
                pending(Integer.parseInt(args[1]), () -> deque.async().take());
            case "putAsync" ->
                pending(Integer.parseInt(args[1]), () -> deque.async().put("pending"));
            case "putBatch" -> deque.putAll(List.of(args[1].split(",")));
            case "addBatch" -> deque.addAll(List.of(args[1].split(",")));
            case "takeMany" -> deque.takeMany(Integer.parseInt(args[1]));
            case "rotate" -> done(() -> deque.rotate(Integer.parseInt(args[1])));
            case "poll" -> deque.poll();
            case "pollFor" -> timed(() -> deque.poll(Long.parseLong(args[1]), TimeUnit.MILLISECONDS));
            case "drain" -> deque.drainTo(new ArrayList<>());
            case "taskDone" -> done(() -> deque.taskDone(Integer.parseInt(args[1])));
            case "awaitAllDone" -> done(deque::awaitAllDone);
            case "abandoned" -> deque.abandoned();
            case "consume" -> done(() -> consume(deque));
            case "participants" -> deque.stats().participants();
            case "shutdown" -> done(deque::shutdown);
            case "shutdownNow" -> done(deque::shutdownNow);
            case "close" -> done(deque::close);
            default -> throw new IllegalArgumentException("no verb " + verb);
        };
    }

    private static void putAll(SharedDeque<String> deque, String prefix, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            deque.put(prefix + i);
        }
    }

    private static String takeAll(SharedDeque<String> deque, String prefix, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            String element = deque.take();
            if (!element.equals(prefix + i)) {
                return element + " instead of " + prefix + i;
            }
        }
        return "in order";
    }

    /** Makes futures that cannot be completed at once, and lets the waiting thread fall asleep. */
    private static String pending(int count, Supplier<CompletableFuture<?>> call) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            if (call.get().isDone()) {
                throw new IllegalStateException("is done at once");
            }
        }
        Thread.sleep(50);
        return "pending";
    }

    /** Takes in all ways, gives some back, and finishes most of it, until it is killed. */
    private static void consume(SharedDeque<String> deque) {
        for (int i = 0; ; i++) {
            int taken = switch (i % 4) {
                case 0 -> deque.poll() == null ? 0 : 1;
                case 1 -> deque.pollLast() == null ? 0 : 1;
                case 2 -> deque.async().take().cancel(false) ? 0 : 1; // too late if it is served at once
                default -> drainSome(deque);
            };
            if (taken > 0 && i % 1000 != 0) {
                deque.taskDone(taken);
            }
        }
    }

    private static int drainSome(SharedDeque<String> deque) {
        List<String> two = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(String element) {
                if (size() == 2) {
                    throw new UnsupportedOperationException();
                }
                return super.add(element);
            }
        };
        try {
            return deque.drainTo(two, 4);
        } catch (UnsupportedOperationException givenBack) {
            return two.size();
        }
    }

    private static int fill(SharedDeque<String> deque, String element) {
        int count = 0;
        while (deque.offer(element)) {
            count++;
        }
        return count;
    }

    private interface Timed {
        Object call() throws InterruptedException;
    }

    /** The result, and how many milliseconds it took. */
    private static String timed(Timed call) throws InterruptedException {
        long begin = System.nanoTime();
        Object result = call.call();
        return result + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    /** Sends back what comes, so many times. */
    private static void echo(SharedDeque<String> from, SharedDeque<String> to, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            to.put(from.take());
        }
    }
}
