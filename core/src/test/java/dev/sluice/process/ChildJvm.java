package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Another JVM on the class path of this one, which is talked to in lines; killed when it is closed. */
final class ChildJvm implements AutoCloseable {
    /** A JVM that starts on a busy machine is the slowest thing that happens here. */
    private static final int START_SECONDS = 60;

    /** What nothing says that speaks in lines. */
    private static final String END = "\n";

    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final Thread errorReader;
    private final String name;

    private ChildJvm(Process process, String name, Consumer<String> reader) {
        this.process = process;
        this.name = name;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        read(process.getInputStream(), "out", reader == null ? lines::add : reader);
        this.errorReader = read(process.getErrorStream(), "err", errors::add);
    }

    private Thread read(InputStream stream, String what, Consumer<String> sink) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            sink.accept(line);
                        }
                    } catch (IOException closed) {
                        // It was killed: what it said until then is there.
                    } finally {
                        sink.accept(END);
                    }
                },
                name + "-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What decides how memory is accessed: as in this JVM. */
    private static final List<String> INHERITED =
            Object.class.getModule().isOpen("jdk.internal.misc", ChildJvm.class.getModule())
                    ? List.of("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED")
                    : List.of();

    /** What is to be started, beyond the class and its arguments. */
    static final class Launch {
        private final List<String> prefix = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private final String mainClass;
        private final List<String> arguments = new ArrayList<>();
        private Path home = Path.of(System.getProperty("java.home"));
        private String classPath = System.getProperty("java.class.path");
        private boolean plain;
        private Consumer<String> reader;

        private Launch(Class<?> main, Object... arguments) {
            this.mainClass = main.getName();
            for (Object argument : arguments) {
                this.arguments.add(argument.toString());
            }
        }

        /** Options of the JVM. */
        Launch options(String... more) {
            options.addAll(List.of(more));
            return this;
        }

        /** Without the options that make small JVMs start quickly and on 24 and later keep them silent. */
        Launch plain() {
            plain = true;
            return this;
        }

        /** Another JDK. */
        Launch home(Path javaHome) {
            home = javaHome;
            return this;
        }

        Launch classPath(String path) {
            classPath = path;
            return this;
        }

        /** A command that starts the command that follows it. */
        Launch through(String... command) {
            prefix.addAll(List.of(command));
            return this;
        }

        /** Called with each line of output on a thread of its own; {@link ChildJvm#line} sees none then. */
        Launch reader(Consumer<String> consumer) {
            reader = consumer;
            return this;
        }

        ChildJvm start() throws IOException {
            List<String> command = new ArrayList<>(prefix);
            command.add(home.resolve("bin").resolve("java").toString());
            if (!plain) {
                command.addAll(
                        List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
                command.addAll(INHERITED);
            }
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, mainClass));
            command.addAll(arguments);
            String name = mainClass.substring(mainClass.lastIndexOf('.') + 1);
            ProcessBuilder builder = new ProcessBuilder(command);
            // Options from there announce themselves on standard error.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            return new ChildJvm(builder.start(), name, reader);
        }
    }

    static Launch of(Class<?> main, Object... arguments) {
        return new Launch(main, arguments);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Says a line to it. */
    synchronized void send(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Ends its standard input. */
    void closeInput() throws IOException {
        input.close();
    }

    /** The next line that it says; fails if it ends or keeps silent. */
    String line() throws InterruptedException {
        String line = lineOrEnd();
        if (isEnd(line)) {
            throw new AssertionError(this + " has ended" + errorsForMessage());
        }
        return line;
    }

    /** The next line that it says, or one that {@link #isEnd}; fails if it keeps silent. */
    String lineOrEnd() throws InterruptedException {
        String line = lines.poll(START_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError(this + " says nothing" + errorsForMessage());
        }
        return line;
    }

    /** Waits until it says this line, and fails if it says another one. */
    void expect(String expected) throws InterruptedException {
        assertEquals(expected, line(), () -> this + errorsForMessage());
    }

    /** Kills it (SIGKILL) and returns when it is gone. What it has said until then can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly() would close the streams
        exitCode();
    }

    /** Stops it (SIGSTOP) and returns when none of its threads runs any more. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
        assertEquals(0, kill.waitFor(), "kill -" + signal);
        if (signal.equals("STOP")) {
            Eventually.holds(() -> Proc.isStopped(pid()), "all threads are stopped");
        }
    }

    /** Returns when it has ended, by itself or by a signal. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(this + " does not end" + errorsForMessage());
        }
        errorReader.join(TimeUnit.SECONDS.toMillis(START_SECONDS));
        return process.exitValue();
    }

    /** What it has written to standard error so far; all of it after {@link #exitCode}. */
    String errors() {
        synchronized (errors) {
            return String.join("\n", errors).strip();
        }
    }

    String errorsForMessage() {
        String text = errors();
        return text.isEmpty() ? "" : "; its standard error:\n" + text;
    }

    static boolean isEnd(String line) {
        return line.equals(END);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public String toString() {
        return name + " " + pid();
    }
}
