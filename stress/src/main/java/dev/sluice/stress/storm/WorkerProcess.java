package dev.sluice.stress.storm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link Worker}, as the storm sees it. */
final class WorkerProcess {
    private static final String END = "end";
    private static final int START_SECONDS = 60;
    private static final int QUIET_SECONDS = 2;

    private final Path errors;
    private final Process process;
    private final PrintWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final List<String> others = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean killed;

    WorkerProcess(List<String> command, Path errors) throws IOException {
        this.errors = errors;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        // Options from there announce themselves.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        this.process = builder.start();
        this.orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sort(line);
            }
        } catch (IOException gone) {
            // As good as the end.
        } finally {
            answers.add(END);
        }
    }

    private void sort(String line) {
        if (line.equals(Worker.READY) || line.startsWith(Worker.DONE)) {
            answers.add(line);
        } else if (line.startsWith(Worker.PROBLEM)) {
            problems.add(this + " " + line);
        } else {
            others.add(line);
        }
    }

    /** Waits until it has warmed up. */
    void awaitReady() throws InterruptedException {
        String line = answers.poll(QUIET_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            raise(); // something else keeps the machine busy
            line = answers.poll(START_SECONDS, TimeUnit.SECONDS);
        }
        if (!Worker.READY.equals(line)) {
            kill();
            throw new StormFailure(this + " is not ready but says " + line + "; " + errors());
        }
    }

    void tell(Assignment assignment) {
        raise();
        orders.println(assignment.toLine());
    }

    /** Gives it the usual priority. */
    void raise() {
        Priority.raise(process.pid());
    }

    /** The samples that it has taken, or null if it has not done what it was told by then. */
    @Nullable
    List<Stalls.Sample> awaitDone(long nanos) throws InterruptedException {
        String line = answers.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        if (line == null || line.equals(END)) {
            return null;
        }
        List<Stalls.Sample> samples = new ArrayList<>();
        for (String word : line.substring(Worker.DONE.length()).split(" ", -1)) {
            if (!word.isEmpty()) {
                samples.add(Stalls.Sample.parse(word));
            }
        }
        return samples;
    }

    /** What it has complained of; it does not do so again. */
    List<String> takeProblems() {
        synchronized (problems) {
            List<String> all = new ArrayList<>(problems);
            problems.clear();
            return all;
        }
    }

    void pause() {
        Signals.send(process, Signals.STOP);
    }

    void resume() {
        Signals.send(process, Signals.CONT);
    }

    void kill() {
        killed = true;
        Signals.send(process, Signals.KILL);
    }

    boolean hasDiedByItself() {
        return !killed && !process.isAlive();
    }

    /** Waits until it is gone. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new StormFailure(this + " was killed and does not end");
        }
    }

    /** Every thread's stack, or what there is instead. */
    String stacks() throws InterruptedException {
        if (!process.isAlive()) {
            return "has ended with " + process.exitValue() + "; " + errors();
        }
        others.clear();
        resume();
        Signals.send(process, Signals.QUIT);
        int lines = -1;
        for (int i = 0; i < 50 && (lines <= 0 || lines != others.size()); i++) {
            lines = others.size();
            Thread.sleep(200); // until it says no more
        }
        synchronized (others) {
            return String.join("\n", others);
        }
    }

    /** What it wrote to its standard error. */
    String errors() {
        try {
            return Files.readString(errors).strip();
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public String toString() {
        return "worker " + process.pid();
    }
}
