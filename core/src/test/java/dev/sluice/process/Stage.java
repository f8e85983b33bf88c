package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * What a test with processes plays on: a fresh directory in memory, and children, handles and threads that are ended after
 * each test. If the test fails, the failure shows what the children wrote to standard error.
 */
final class Stage implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
    /** Everything that is to happen at all happens within this time, however busy the machine. */
    static final int LIMIT_SECONDS = 20;

    private static final Path SHM = Path.of("/dev/shm");

    private final List<ChildJvm> children = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> handles = Collections.synchronizedList(new ArrayList<>());
    private final List<Background<?>> threads = Collections.synchronizedList(new ArrayList<>());
    private Path directory;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Path parent = Files.isWritable(SHM) ? SHM : Path.of(System.getProperty("java.io.tmpdir"));
        directory = Files.createTempDirectory(parent, "sluice-test-");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String errors = children.stream()
                .filter(child -> !child.errors().isEmpty())
                .map(child -> child + ":\n" + child.errors())
                .collect(Collectors.joining("\n"));
        if (!errors.isEmpty()) {
            failure.addSuppressed(new AssertionError("Standard error of the children:\n" + errors));
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        // Children first: a handle may be waiting for a guard that a paused one holds.
        children.forEach(ChildJvm::close);
        for (AutoCloseable handle : handles) {
            handle.close();
        }
        for (Background<?> thread : threads) {
            thread.end();
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(path);
            }
        }
    }

    Path directory() {
        return directory;
    }

    /** The file that most tests need one of. */
    Path file() {
        return directory.resolve("deque");
    }

    ChildJvm start(ChildJvm.Launch launch) throws IOException {
        ChildJvm child = launch.start();
        children.add(child);
        return child;
    }

    /** Starts a JVM that does what it is told. */
    Remote remote() throws IOException {
        return remote(ChildJvm.of(RemoteMain.class));
    }

    Remote remote(ChildJvm.Launch launch) throws IOException {
        Remote remote = new Remote();
        remote.attach(start(launch.reader(remote::heard)));
        return remote;
    }

    /** Has it closed after the test. */
    <C extends AutoCloseable> C closing(C handle) {
        handles.add(handle);
        return handle;
    }

    SharedDeque<String> create(SharedDeque.Builder<String> builder) throws IOException {
        return closing(builder.create(file()));
    }

    SharedDeque<String> open() throws IOException {
        return closing(SharedDeque.builder(Codec.utf8()).open(file()));
    }

    <T> Background<T> run(Callable<T> body) {
        Background<T> thread = new Background<>(body);
        threads.add(thread);
        return thread;
    }
}
