package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that takes part in a benchmark. It is told what to do, and answers, by lines; its errors are ours. */
final class Peer implements AutoCloseable {
    private static final String END = "\u0000end";

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Process process;
    private final PrintWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Peer(String name, List<String> command) throws IOException {
        this.name = name;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        RUNNING.add(process);
        this.orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a JVM that plays a role.
     *
     * @param pin the words before the command, see {@link Cores}
     */
    static Peer jvm(List<String> pin, List<String> jvmOptions, String role, Object... arguments) throws IOException {
        List<String> options = new ArrayList<>(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"));
        options.addAll(jvmOptions);
        return start(pin, options, role, arguments);
    }

    /** As {@link #jvm}, not pinned, and without the flag that Agrona's buffers need. */
    static Peer jvmWithoutFlag(String role, Object... arguments) throws IOException {
        return start(List.of(), List.of(), role, arguments);
    }

    private static Peer start(List<String> pin, List<String> options, String role, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(pin);
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // A JVM that is pinned to one processor is not one of a machine with one: it has partners on the others.
        command.add("-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors());
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.stress.Main"));
        command.addAll(List.of(PeerCommand.NAME, role));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return new Peer(role, command);
    }

    /** Starts a program that is given all it needs on its command line. */
    static Peer program(String name, List<String> command) throws IOException {
        return new Peer(name, command);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException gone) {
            // As good as the end.
        } finally {
            answers.add(END);
            RUNNING.remove(process);
        }
    }

    /** Kills all peers: one that spins for a partner which will not come would do so for ever. */
    static void killAll() {
        RUNNING.forEach(Process::destroyForcibly);
    }

    long pid() {
        return process.pid();
    }

    /** Sends an order. */
    void tell(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        orders.println(line);
    }

    /**
     * Waits for the next answer.
     *
     * @param word what it begins with
     * @return what follows, as numbers
     * @throws BenchFailure if something else comes, or nothing within a minute more than expected
     */
    double[] answer(String word, long expectedMillis) throws InterruptedException {
        String line = answers.poll(expectedMillis + 60_000, TimeUnit.MILLISECONDS);
        if (line == null || line.equals(END) || !(line + " ").startsWith(word + " ")) {
            throw new BenchFailure(name + " was to answer \"" + word + "\" but "
                    + (line == null ? "is silent" : line.equals(END) ? "ended" : "said \"" + line + "\""));
        }
        String[] words = line.split(" ", -1);
        return Arrays.stream(words, 1, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    double[] answer(String word) throws InterruptedException {
        return answer(word, 0);
    }

    /** Whether there is no answer waiting. */
    boolean isSilent() {
        return answers.isEmpty();
    }

    /** Sends SIGKILL; returns before the process is gone. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits until the process is gone. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new BenchFailure(name + " does not end");
        }
    }

    /** Has it end: by the end of its orders, or if that is not enough, by force. */
    @Override
    public void close() {
        orders.close();
        boolean interrupted = false;
        try {
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException later) {
            interrupted = true;
        }
        process.destroyForcibly();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
