package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.layout.RecordLayout;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file appears complete or not at all, once, with the right permissions. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CreationTest {
    private static final int ROUNDS = 20;

    @RegisterExtension
    final Stage stage = new Stage();

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(stage.directory())) {
            return list.map(path -> path.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    /** Opens the path all the time: it is there, whole, or it is not. */
    private Background<Integer> openAllTheTime(AtomicBoolean over, Path... paths) {
        return stage.run(() -> {
            int opened = 0;
            for (int i = 0; !over.get(); i++) {
                try (SharedDeque<String> deque =
                        SharedDeque.builder(Codec.utf8()).open(paths[i % paths.length])) {
                    opened += deque.isShutdown() ? 0 : 1;
                } catch (NoSuchFileException notYet) {
                    Thread.onSpinWait();
                }
            }
            return opened;
        });
    }

    /** Of threads that create one file at the same moment exactly one does; the others are told that it exists. */
    @Test
    void racingThreads() throws Exception {
        int threads = 6;
        for (int round = 0; round < ROUNDS; round++) {
            Path path = stage.directory().resolve("r" + round);
            AtomicBoolean over = new AtomicBoolean();
            Background<Integer> opener = openAllTheTime(over, path);
            CyclicBarrier barrier = new CyclicBarrier(threads);
            List<Background<Boolean>> racers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                racers.add(stage.run(() -> {
                    barrier.await();
                    try {
                        SharedDeque.builder(Codec.utf8()).create(path).close();
                        return true;
                    } catch (FileAlreadyExistsException another) {
                        assertTrue(another.getMessage().contains(path.toString()));
                        return false;
                    }
                }));
            }
            int winners = 0;
            for (Background<Boolean> racer : racers) {
                winners += racer.get() ? 1 : 0;
            }
            assertEquals(1, winners);
            over.set(true);
            opener.get();
        }
        assertEquals(ROUNDS, files().size());
    }

    /** Of threads that open or create one file at the same moment all get the same deque. */
    @Test
    void openOrCreateAgrees() throws Exception {
        int threads = 6;
        for (int round = 0; round < ROUNDS; round++) {
            Path path = stage.directory().resolve("r" + round);
            CyclicBarrier barrier = new CyclicBarrier(threads);
            List<Background<SharedDeque<Integer>>> racers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int me = i;
                racers.add(stage.run(() -> {
                    barrier.await();
                    SharedDeque<Integer> deque = stage.closing(
                            SharedDeque.builder(Codec.int32()).capacity(threads).openOrCreate(path));
                    deque.put(me);
                    return deque;
                }));
            }
            for (Background<SharedDeque<Integer>> racer : racers) {
                racer.get();
            }
            for (Background<SharedDeque<Integer>> racer : racers) {
                assertEquals(threads, new TreeSet<>(racer.get()).size());
            }
        }
        assertEquals(ROUNDS, files().size());
    }

    /** The same among processes, and somebody who opens all the time never sees anything unfinished. */
    @Test
    void racingProcesses() throws Exception {
        List<Remote> remotes = List.of(stage.remote(), stage.remote(), stage.remote());
        for (Remote remote : remotes) {
            remote.now(
                    "create",
                    "warm",
                    stage.directory().resolve("warm" + remote.child().pid()),
                    1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            Path path = stage.directory().resolve("r" + round);
            AtomicBoolean over = new AtomicBoolean();
            Background<Integer> opener = openAllTheTime(over, path);
            boolean agree = round % 2 == 1;
            long at = System.currentTimeMillis() + 20;
            List<Remote.Reply> replies = new ArrayList<>();
            for (int i = 0; i < remotes.size(); i++) {
                for (int k = 0; k < 2; k++) {
                    replies.add(remotes.get(i)
                            .on("t" + k, agree ? "openOrCreateAt" : "createAt", "e" + i + k, path, 64, at));
                }
            }
            int winners = 0;
            for (Remote.Reply reply : replies) {
                if (agree) {
                    reply.value();
                } else if (!reply.didThrow(FileAlreadyExistsException.class)) {
                    winners++;
                }
            }
            assertEquals(agree ? 0 : 1, winners);
            over.set(true);
            opener.get();
            try (SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).open(path)) {
                assertEquals(
                        agree ? List.of("e00", "e01", "e10", "e11", "e20", "e21") : List.of(),
                        deque.stream().sorted().collect(Collectors.toList()));
                assertEquals(1, deque.stats().participants());
            }
        }
        assertEquals(ROUNDS + remotes.size(), files().size());
    }

    /** Creators that are killed at any moment leave a whole file or none, and nothing else in the directory. */
    @Test
    void killedCreators() throws Exception {
        Path[] paths = Stream.of(0, 1, 2)
                .map(i -> stage.directory().resolve("churned" + i))
                .toArray(Path[]::new);
        AtomicBoolean over = new AtomicBoolean();
        Background<Integer> opener = openAllTheTime(over, paths);
        for (int i = 0; i < 8; i++) {
            Remote creator = stage.remote();
            creator.now("files", stage.directory());
            creator.on("churner", "churn", stage.directory());
            Thread.sleep(ThreadLocalRandom.current().nextInt(150));
            creator.child().kill();
            assertTrue(List.of("churned0", "churned1", "churned2").containsAll(files()), files()::toString);
            for (Path path : paths) {
                try (SharedDeque<String> deque = stage.run(
                                () -> SharedDeque.builder(Codec.utf8()).openOrCreate(path))
                        .get()) {
                    deque.offer("y");
                    assertTrue(deque.removeLastOccurrence("y"));
                    assertTrue(List.of(List.of(), List.of("x")).contains(List.copyOf(deque)), deque::toString);
                }
                Files.delete(path);
            }
        }
        over.set(true);
        opener.get();
        assertEquals(List.of(), files());
    }

    /** The permissions are those asked for, by default rw-------, whatever the umask. */
    @ParameterizedTest
    @ValueSource(strings = {"0000", "0077", "0777"})
    void permissions(String umask) throws Exception {
        Remote remote = stage.remote(
                ChildJvm.of(RemoteMain.class).through("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
        remote.now("create", "d", stage.file(), 4);
        assertEquals("rw-------", permissionsOf(stage.file()));
        for (String asked : List.of("rw-rw----", "rw-rw-rw-", "rwxrwxrwx", "rw-r--r--")) {
            Path path = stage.directory().resolve(asked);
            remote.now("create", "d", path, 4, "-", asked);
            assertEquals(asked, permissionsOf(path));
        }
    }

    private static String permissionsOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Opening changes no permissions. */
    @Test
    void openLeavesPermissions() throws Exception {
        SharedDeque.builder(Codec.utf8())
                .permissions(PosixFilePermissions.fromString("rw-rw-r--"))
                .create(stage.file())
                .close();
        SharedDeque.builder(Codec.utf8()).openOrCreate(stage.file()).close();
        assertEquals("rw-rw-r--", permissionsOf(stage.file()));
    }

    /** A full file system is an IOException at creation, which leaves nothing; afterwards its filling up hurts nobody. */
    @Test
    void fullFileSystem() throws Exception {
        Path mount = Files.createDirectory(stage.directory().resolve("small"));
        String[] inside = {
            "unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=512k none " + mount + " && exec \"$@\"", "sh"
        };
        List<String> probe = new ArrayList<>(List.of(inside));
        probe.add("true");
        assumeTrue(succeeds(probe), "no small file system can be mounted here (not root, or no unshare)");

        Remote remote = stage.remote(ChildJvm.of(RemoteMain.class).through(inside));
        Path path = mount.resolve("deque");
        // 64 bytes each, and 12 more: a ring of 512 KB.
        Remote.Reply tooLarge = remote.on("main", "create", "d", path, 4096);
        String message = tooLarge.threwOneOf("FileSystemException", "OsException");
        assertTrue(message.contains(path.toString()), message);
        assertEquals("[]", remote.now("files", mount));

        remote.now("create", "d", path, 2048);
        assertTrue(Long.parseLong(remote.now("fillDisk", mount.resolve("rest"))) > 0);
        assertEquals(
                "2048", remote.now("fill", "d", "0123456789012345678901234567890123456789012345678901234567890123"));
        assertEquals("0123456789012345678901234567890123456789012345678901234567890123", remote.now("take", "d"));
        remote.on("main", "create", "e", mount.resolve("other"), 1).threwOneOf("FileSystemException");
        assertEquals("[deque, rest]", remote.now("files", mount));
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** A ring of more than 1 GiB is an IllegalArgumentException that says so, and leaves nothing. */
    @ParameterizedTest
    @CsvSource({"1073741824,0", "1073741824,64", "16777216,64", "1,1073741824", "1,2147483647", "67108865,4"})
    void tooLarge(int capacity, int elementBytes) throws IOException {
        SharedDeque.Builder<String> builder =
                SharedDeque.builder(Codec.utf8()).capacity(capacity).elementBytes(elementBytes);
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> builder.create(stage.file()));
        assertTrue(failure.getMessage().contains(Long.toString(RecordLayout.MAX_RING_BYTES)), failure.getMessage());
        assertThrows(IllegalArgumentException.class, () -> builder.openOrCreate(stage.file()));
        assertEquals(List.of(), files());
    }

    /** What the builder cannot make anything of it refuses at once. */
    @Test
    void impossibleGeometry() {
        SharedDeque.Builder<String> builder = SharedDeque.builder(Codec.utf8());
        assertThrows(IllegalArgumentException.class, () -> builder.capacity(0));
        assertThrows(IllegalArgumentException.class, () -> builder.capacity(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.capacity((1 << 30) + 1));
        assertThrows(IllegalArgumentException.class, () -> builder.elementBytes(-1));
        assertThrows(NullPointerException.class, () -> builder.overflow(null));
        assertThrows(NullPointerException.class, () -> builder.waiting(null));
        assertThrows(NullPointerException.class, () -> builder.permissions(null));
        assertThrows(NullPointerException.class, () -> SharedDeque.builder(null));
    }

    /** As many elements of the reserved size as the capacity says always fit, at every position of the ring. */
    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "1,5000", "3,20", "5,1000", "7,64", "100,333", "1000,4"})
    void capacityOfReservedSize(int capacity, int elementBytes) throws IOException {
        try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes())
                .capacity(capacity)
                .elementBytes(elementBytes)
                .create(stage.file())) {
            assertTrue(deque.maxElementBytes() >= elementBytes);
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < capacity; i++) {
                    assertTrue(deque.offer(new byte[elementBytes]), "round " + round + ", element " + i);
                }
                assertFalse(deque.offer(new byte[0]));
                assertEquals(0, deque.remainingCapacity());
                assertEquals(capacity, deque.drainTo(new ArrayList<>()));
                deque.add(new byte[round]);
                deque.remove();
            }
        }
    }

    /** Without its directory no file is created, nor opened; an existing one of any kind is not touched. */
    @Test
    void names() throws Exception {
        SharedDeque.Builder<String> builder = SharedDeque.builder(Codec.utf8());
        Path nowhere = stage.directory().resolve("none").resolve("deque");
        NoSuchFileException refusal = assertThrows(NoSuchFileException.class, () -> builder.create(nowhere));
        assertEquals(nowhere.toString(), refusal.getFile());
        assertTrue(refusal.getMessage().contains(nowhere.getParent() + ": make it first"), refusal.getMessage());
        Path kernels = Path.of("/proc/sluice-deque");
        refusal = assertThrows(NoSuchFileException.class, () -> builder.openOrCreate(kernels));
        assertEquals(kernels.toString(), refusal.getFile());
        assertThrows(NoSuchFileException.class, () -> builder.open(nowhere));
        assertThrows(NoSuchFileException.class, () -> builder.open(stage.file()));
        assertThrows(FileAlreadyExistsException.class, () -> builder.create(stage.directory()));
        Path text = Files.writeString(stage.directory().resolve("text"), "hello");
        assertThrows(FileAlreadyExistsException.class, () -> builder.create(text));
        assertEquals("hello", Files.readString(text));
        Path dangling = Files.createSymbolicLink(stage.directory().resolve("dangling"), stage.file());
        assertThrows(FileAlreadyExistsException.class, () -> builder.create(dangling));
        assertThrows(NoSuchFileException.class, () -> builder.open(dangling));
        assertEquals(List.of("dangling", "text"), files());

        try (SharedDeque<String> deque = builder.create(stage.file())) {
            deque.put("x");
            try (SharedDeque<String> linked = builder.open(dangling)) {
                assertEquals("x", linked.take());
            }
            Path relative = Path.of("").toAbsolutePath().relativize(stage.file());
            try (SharedDeque<String> again = builder.openOrCreate(relative)) {
                assertEquals(relative, again.path());
                assertEquals(2, deque.stats().participants());
            }
        }
    }

    /** A deque whose file was deleted goes on with those who have it; the name is free for another one. */
    @Test
    void deleted() throws Exception {
        SharedDeque.Builder<String> builder = SharedDeque.builder(Codec.utf8());
        SharedDeque<String> old = stage.closing(builder.create(stage.file()));
        SharedDeque<String> oldToo = stage.closing(builder.open(stage.file()));
        Files.delete(stage.file());
        SharedDeque<String> young = stage.closing(builder.create(stage.file()));
        old.put("old");
        young.put("young");
        assertEquals("old", oldToo.take());
        assertEquals("young", young.take());
        assertEquals(Collections.emptyList(), new ArrayList<>(old));
        assertEquals(2, old.stats().participants());
        assertEquals(1, young.stats().participants());
    }
}
