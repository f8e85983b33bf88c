package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.SharedSemaphore;
import dev.sluice.Waiting;
import dev.sluice.deque.GuardGrabber;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handles come and go, by closing or by death, and leave nothing. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttachTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create() throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(64));
    }

    private int slotsUsed() throws Exception {
        return Bytes.getInt(stage.file(), HeaderLayout.SLOTS_USED_OFFSET);
    }

    /** A deque that is never still while somebody opens it is opened all the same. */
    @Test
    void openedWhileBusy() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(1).waiting(Waiting.SPIN));
        Background<Integer> user = stage.run(() -> {
            int moved = 0;
            while (!Thread.interrupted()) {
                deque.offer("a");
                deque.poll();
                moved++;
            }
            return moved;
        });
        for (int i = 0; i < 500; i++) {
            SharedDeque.builder(Codec.utf8()).open(stage.file()).close();
        }
        user.interrupt();
        assertTrue(user.get() > 0);
    }

    /** An interrupt does not keep a thread from creating and opening, and is kept for later. */
    @Test
    void interrupted() throws Exception {
        Thread.currentThread().interrupt();
        SharedDeque<String> created = create();
        SharedDeque<String> opened = stage.open();
        assertTrue(Thread.interrupted());
        created.put("a");
        assertEquals("a", opened.take());
    }

    /** Nor does one that comes in the middle, at whatever moment. */
    @Test
    void interruptedInTheMiddle() throws Exception {
        create().put("a");
        AtomicInteger kept = new AtomicInteger();
        Background<Integer> opener = stage.run(() -> {
            int opened = 0;
            while (opened < 1_000) {
                SharedDeque.builder(Codec.utf8()).open(stage.file()).close();
                kept.addAndGet(Thread.interrupted() ? 1 : 0);
                opened++;
            }
            return opened;
        });
        while (!opener.isDone()) {
            opener.interrupt();
            LockSupport.parkNanos(20_000);
        }
        assertEquals(1_000, opener.get());
        assertTrue(kept.get() > 100, "only " + kept + " interrupts were noticed");
    }

    /** A symbolic link to nothing is told from a missing file, and does not keep anybody busy. */
    @Test
    void danglingLink() throws Exception {
        Path link = stage.directory().resolve("link");
        Files.createSymbolicLink(link, stage.directory().resolve("nothing"));
        Background<SharedDeque<String>> opening =
                stage.run(() -> SharedDeque.builder(Codec.utf8()).openOrCreate(link));
        assertTrue(opening.failure(NoSuchFileException.class).getMessage().contains("symbolic link"));
    }

    /** What a thread left behind in the middle of an operation, and went elsewhere or ended, is given back by the watcher. */
    @ParameterizedTest
    @EnumSource(GuardGrabber.Which.class)
    void leftBehind(GuardGrabber.Which which) throws Exception {
        SharedDeque<String> deque = create();
        GuardGrabber careless = stage.closing(GuardGrabber.attach(stage.file()));
        careless.abandon(which);
        assertFalse(careless.areFree());
        assertTrue(stage.run(() -> deque.offer("a") && deque.offerFirst("b") && deque.pollLast() != null)
                .get());
        assertEquals(0, deque.stats().repairs()); // nobody died
        careless.close(); // does not wait for the one who is gone
    }

    /** Of two threads of a handle, what the one has left behind is given back, and not what the other one is in the middle of. */
    @Test
    void leftBehindBesideAHolder() throws Exception {
        SharedDeque<String> deque = create();
        deque.put("a");
        GuardGrabber careless = stage.closing(GuardGrabber.attach(stage.file()));
        careless.grab(GuardGrabber.Which.TAIL);
        careless.abandon(GuardGrabber.Which.HEAD);
        assertEquals("a", stage.run(deque::take).get());
        assertFalse(deque.offer("b", 300, TimeUnit.MILLISECONDS));
        careless.release(GuardGrabber.Which.TAIL);
        assertTrue(deque.offer("b"));
        assertEquals(0, deque.stats().repairs());
    }

    /** A file that is truncated or written anew as soon as its last handle is closed is nobody's failure. */
    @Test
    void truncatedWhenClosed() throws Exception {
        ChildJvm child = stage.start(ChildJvm.of(TruncatingMain.class, stage.file()));
        child.expect("done");
        assertEquals(0, child.exitCode());
        assertEquals("", child.errors());
    }

    /** A thread that comes back gives back first what it had left behind. */
    @Test
    void comesBack() throws Exception {
        SharedDeque<String> deque = create();
        GuardGrabber careless = stage.closing(GuardGrabber.attach(stage.file()));
        stage.run(() -> {
                    careless.take(GuardGrabber.Which.BOTH);
                    return deque.offer("a") && deque.offerFirst("b");
                })
                .get();
        assertTrue(careless.areFree());
        assertEquals(2, deque.size());
    }

    /** A thread that overflows its stack in the middle of an operation leaves nothing that others wait for in vain. */
    @Test
    void stackOverflow() throws Exception {
        SharedDeque<String> deque = create();
        SharedDeque<String> other = stage.open();
        for (int round = 0; round < 30; round++) {
            int offset = round;
            Thread thread = new Thread(null, () -> overflowIn(deque, offset), "deep", 256 << 10);
            thread.start();
            thread.join();
            assertTrue(stage.run(() -> other.offer("x") && other.offerFirst("y") && other.pollLast() != null)
                    .get());
            other.clear();
        }
        deque.close(); // and it does not wait for that thread
    }

    /** Calls at all depths near the end of the stack. */
    private static void overflowIn(SharedDeque<String> deque, int offset) {
        try {
            deepen(deque, offset);
        } catch (StackOverflowError expected) {
            // That is what the test is for; the thread never comes back.
        }
    }

    private static int deepen(SharedDeque<String> deque, int depth) {
        if (depth > 400 && depth % 7 == 0) {
            deque.offer("deep");
            deque.offerFirst("deep");
            deque.poll();
            deque.pollLast();
        }
        return depth == Integer.MAX_VALUE ? 0 : 1 + deepen(deque, depth + 1);
    }

    /** Participants are the open handles of all processes. */
    @Test
    void participantsAreHandles() throws Exception {
        SharedDeque<String> one = create();
        SharedDeque<String> two = stage.open();
        assertEquals(2, one.stats().participants());
        Remote remote = stage.remote();
        remote.now("open", "a", stage.file());
        remote.now("open", "b", stage.file());
        assertEquals(4, two.stats().participants());
        assertEquals("4", remote.now("participants", "a"));
        remote.now("close", "a");
        assertEquals("3", remote.now("participants", "b"));
        two.close();
        two.close();
        assertEquals(2, one.stats().participants());
        // It ends without having closed.
        remote.child().kill();
        Eventually.holds(() -> one.stats().participants() == 1, "the dead one's handle is gone");
        assertEquals(4, slotsUsed());
    }

    /** A process that exits without closing its handles is no participant any more. */
    @Test
    void exitWithoutClose() throws Exception {
        SharedDeque<String> deque = create();
        Remote remote = stage.remote();
        remote.now("open", "a", stage.file());
        remote.on("taker", "take", "a");
        remote.child().closeInput();
        assertEquals(0, remote.child().exitCode());
        Eventually.holds(() -> deque.stats().participants() == 1, "its handle is gone");
    }

    /** Thousands of open and close leave no slot, no descriptor and no participant behind. */
    @Test
    void openCloseLeavesNothing() throws Exception {
        SharedDeque<String> deque = create();
        stage.open().close();
        int descriptors = Proc.openDescriptors();
        for (int i = 0; i < 3_000; i++) {
            try (SharedDeque<String> handle = SharedDeque.builder(Codec.utf8()).open(stage.file())) {
                handle.put("x");
                assertEquals("x", deque.take());
            }
        }
        assertEquals(1, deque.stats().participants());
        assertEquals(2, slotsUsed());
        // Others of this JVM may open files meanwhile, but not thousands.
        assertTrue(Proc.openDescriptors() < descriptors + 50, () -> "more than " + descriptors);
        assertEquals(0, deque.stats().repairs());
    }

    /** A handle that fails to open leaves nothing either. */
    @Test
    void failedOpenLeavesNothing() throws Exception {
        SharedDeque<String> deque = create();
        int descriptors = Proc.openDescriptors();
        for (int i = 0; i < 500; i++) {
            assertThrows(
                    java.io.IOException.class,
                    () -> SharedDeque.builder(Codec.utf8()).capacity(65).open(stage.file()));
        }
        assertTrue(Proc.openDescriptors() < descriptors + 50, () -> "more than " + descriptors);
        assertEquals(1, deque.stats().participants());
    }

    /** A copy of a file that is in use has none of the handles, although it says so, with marks of threads that live. */
    @Test
    void copyInUse() throws Exception {
        SharedDeque<String> deque = create();
        stage.open().put("x");
        Path copy = stage.directory().resolve("copy");
        Files.copy(stage.file(), copy);
        SharedDeque<String> copied =
                stage.closing(SharedDeque.builder(Codec.utf8()).open(copy));
        assertEquals(1, copied.stats().participants());
        assertEquals("x", copied.poll());
        assertEquals(2, deque.stats().participants());
        assertEquals(1, deque.size());
        // And although it bears the number of the other one, it is looked after as well.
        Remote remote = stage.remote();
        remote.now("open", "a", copy);
        assertEquals(2, copied.stats().participants());
        remote.child().kill();
        Eventually.holds(() -> copied.stats().participants() == 1, "the dead one's handle is gone");
    }

    /** Nor has a backup that is written over the file while nobody has it open, however soon, brought back those of then. */
    @Test
    void backup() throws Exception {
        SharedSemaphore semaphore = SharedSemaphore.create(stage.file(), 2);
        SharedSemaphore other = SharedSemaphore.open(stage.file());
        other.acquire(2);
        Path backup = stage.directory().resolve("backup");
        Files.copy(stage.file(), backup);
        semaphore.close();
        other.close();
        Files.write(stage.file(), Files.readAllBytes(backup));
        SharedSemaphore restored = stage.closing(SharedSemaphore.open(stage.file()));
        assertEquals(2, restored.availablePermits());
    }

    /** Nor have handles of before the machine was started come back, whatever thread has the number now. */
    @Test
    void handlesOfAnEarlierBoot() throws Exception {
        create().close();
        int slot = ParticipantLayout.slotOffset(5);
        Bytes.setInt(stage.file(), slot + ParticipantLayout.STATUS, (7 << 1) | 1);
        Bytes.setInt(stage.file(), slot + ParticipantLayout.ROBUST_WORD, 1);
        Bytes.setInt(stage.file(), HeaderLayout.SLOTS_USED_OFFSET, 6);
        Bytes.setLong(
                stage.file(), HeaderLayout.CENSUS_OFFSET, Bytes.getLong(stage.file(), HeaderLayout.CENSUS_OFFSET) + 1);
        SharedDeque<String> deque = stage.open();
        assertEquals(1, deque.stats().participants());
        assertEquals(1, deque.stats().repairs());
    }

    /** Slots of killed processes are used again. */
    @Test
    void slotsOfTheDead() throws Exception {
        SharedDeque<String> deque = create();
        int used = 0;
        for (int i = 0; i < 4; i++) {
            Remote remote = stage.remote();
            for (int k = 0; k < 5; k++) {
                remote.now("open", "d" + k, stage.file());
            }
            assertEquals(6, deque.stats().participants());
            used = Math.max(used, slotsUsed());
            remote.child().kill();
            Eventually.holds(() -> deque.stats().participants() == 1, "the dead one's handles are gone");
        }
        assertEquals(6, used);
        assertEquals(20, deque.stats().repairs());
    }

    /** All slots can be taken; the next handle is told so; those of a process that dies are to be had at once. */
    @Test
    void allSlots() throws Exception {
        SharedDeque<String> deque = create();
        Remote remote = stage.remote();
        remote.now("openMany", "m", stage.file(), ParticipantLayout.SLOTS - 1);
        assertEquals(ParticipantLayout.SLOTS, deque.stats().participants());
        FileSystemException full = assertThrows(FileSystemException.class, stage::open);
        assertTrue(full.getMessage().contains(stage.file().toString()), full.getMessage());
        assertTrue(full.getMessage().contains("1024"), full.getMessage());
        deque.put("x");
        assertEquals("x", remote.now("take", "m0"));
        remote.child().pause();
        assertThrows(FileSystemException.class, stage::open);
        remote.child().kill();
        Eventually.holds(
                () -> {
                    try (SharedDeque<String> next =
                            SharedDeque.builder(Codec.utf8()).open(stage.file())) {
                        return next.isEmpty();
                    } catch (FileSystemException notYet) {
                        return false;
                    }
                },
                "a slot is free");
        Eventually.holds(() -> deque.stats().participants() == 1, "the slots are free");
    }

    /** Many handles in one JVM work side by side, each in a thread of its own. */
    @Test
    void manyHandles() throws Exception {
        SharedDeque<String> deque = create();
        List<SharedDeque<String>> handles = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            handles.add(stage.open());
        }
        assertEquals(65, deque.stats().participants());
        List<Background<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < handles.size(); i++) {
            SharedDeque<String> handle = handles.get(i);
            int base = 50 * i;
            threads.add(stage.run(() -> {
                for (int k = 0; k < 50; k++) {
                    handle.put(Integer.toString(base + k));
                }
                return 0;
            }));
        }
        BitSet taken = new BitSet();
        for (int i = 0; i < 50 * handles.size(); i++) {
            int element = Integer.parseInt(handles.get(i % handles.size()).poll(Stage.LIMIT_SECONDS, TimeUnit.SECONDS));
            assertTrue(!taken.get(element));
            taken.set(element);
        }
        assertEquals(50 * handles.size(), taken.cardinality());
        for (Background<Integer> thread : threads) {
            thread.get();
        }
        handles.forEach(SharedDeque::close);
        assertEquals(1, deque.stats().participants());
    }

    /** Two class loaders of one JVM, each with classes and a watcher of its own, share a deque as two processes do. */
    @Test
    void twoClassLoaders() throws Exception {
        SharedDeque<String> deque = create();
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(SharedDeque.class.getName());
            assertNotEquals(SharedDeque.class, type);
            Class<?> codec = loader.loadClass(Codec.class.getName());
            Object builder = type.getMethod("builder", codec)
                    .invoke(null, codec.getMethod("utf8").invoke(null));
            @SuppressWarnings("unchecked")
            BlockingDeque<String> other = (BlockingDeque<String>)
                    builder.getClass().getMethod("open", Path.class).invoke(builder, stage.file());
            stage.closing((AutoCloseable) other);
            assertEquals(2, deque.stats().participants());
            Background<String> take = stage.run(other::take);
            assertTrue(take.staysBlocked());
            deque.put("1");
            assertEquals("1", take.get());
            Background<String> back = stage.run(deque::takeLast);
            assertTrue(back.staysBlocked());
            other.put("2");
            assertEquals("2", back.get());
            Background<String> interrupted = stage.run(other::take);
            assertTrue(interrupted.staysBlocked());
            interrupted.interrupt();
            interrupted.failure(InterruptedException.class);
            // Each watcher hears of a death.
            Remote victim = stage.remote();
            victim.now("grab", "g", stage.file(), "BOTH");
            victim.child().kill();
            assertTrue(stage.run(() -> other.offerFirst("3")).get());
            ((AutoCloseable) other).close();
            Eventually.holds(() -> deque.stats().participants() == 1, "the others are gone");
            assertEquals("3", deque.take());
        }
    }
}
