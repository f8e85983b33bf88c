package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.os.RobustList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that the kernel refuses something, as in a container, and one that it does not, share a deque, or are told why not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusedCallsTest {
    private static final int ENOUGH = 200;

    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(Waiting waiting) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(64).waiting(waiting));
    }

    private Remote refused(Object... calls) throws Exception {
        return stage.remote(ChildJvm.of(RemoteMain.class, calls));
    }

    private static void use(SharedDeque<String> deque) {
        for (int i = 0; i < ENOUGH; i++) {
            assertTrue(deque.offer("x"));
            assertEquals("x", deque.poll());
        }
    }

    private long tailBias() throws Exception {
        return Bytes.getLong(stage.file(), HeaderLayout.TAIL_BIAS_OFFSET);
    }

    /** Whatever is refused that the wait mode can do without: elements, waits, interrupts, a death, and closing. */
    @ParameterizedTest
    @CsvSource({
        "KERNEL, membarrier",
        "KERNEL, futex_waitv",
        "KERNEL, membarrier futex_waitv",
        "SPIN, membarrier",
        "SPIN, futex_waitv",
        "YIELD, futex",
        "BACKOFF, membarrier futex_waitv futex"
    })
    void getsAlong(Waiting waiting, String refused) throws Exception {
        SharedDeque<String> deque = create(waiting);
        Object[] calls = refused.split(" ", -1);
        Remote remote = refused(calls);
        remote.now("open", "a", stage.file());
        use(deque);
        Remote.Reply taken = remote.on("taker", "take", "a");
        assertTrue(taken.staysBlocked());
        deque.put("there");
        assertEquals("there", taken.value());
        Background<String> here = stage.run(deque::take);
        assertTrue(here.staysBlocked());
        remote.now("put", "a", "back");
        assertEquals("back", here.get());
        Remote.Reply interrupted = remote.on("taker", "take", "a");
        assertTrue(interrupted.staysBlocked());
        remote.on("taker", "interrupt").value();
        interrupted.threw(InterruptedException.class);
        // Each learns of the other one's death, this one of those who cannot say it early, and the other way round.
        Remote other = refused(calls);
        other.now("grab", "g", stage.file(), "BOTH");
        other.child().kill();
        remote.now("putFirst", "a", "over");
        assertEquals("over", deque.take());
        remote.now("close", "a");
        Eventually.holds(() -> deque.stats().participants() == 1, "closed, and repaired");
        use(deque);
    }

    /** Nobody gets a bias while one is there that could not take it away; and one that comes too late is told so. */
    @Test
    void bias() throws Exception {
        SharedDeque<String> deque = create(Waiting.SPIN);
        use(deque);
        assertTrue(tailBias() != 0, "no bias");
        Remote late = refused("membarrier");
        String failure = late.on("main", "open", "a", stage.file()).threwOneOf("FileSystemException");
        assertTrue(
                failure.contains("membarrier") && failure.contains(stage.file().toString()), failure);
        use(deque);
        // From that moment on nobody gets one any more; those that are there end when somebody else comes.
        try (SharedDeque<String> another = SharedDeque.builder(Codec.utf8()).open(stage.file())) {
            assertTrue(another.offer("x"));
            assertEquals("x", another.poll());
        }
        use(deque);
        assertEquals(0, tailBias());
        late.now("open", "a", stage.file());
        late.now("put", "a", "y");
        assertEquals("y", deque.take());
    }

    /** Who may not sleep in the kernel cannot share a file whose users do, and is told so. */
    @Test
    void noFutexes() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        String failure = refused("futex").on("main", "open", "a", stage.file()).threwOneOf("FileSystemException");
        assertTrue(failure.contains("futexes") && failure.contains(stage.file().toString()), failure);
        assertEquals(1, deque.stats().participants());
    }

    /** Who has no watcher, and gets the slot of a dead one, is not taken for that one. */
    @Test
    void slotOfADeadOne() throws Exception {
        SharedDeque<String> deque = create(Waiting.KERNEL);
        Remote dead = stage.remote();
        dead.now("open", "a", stage.file());
        dead.child().kill();
        Eventually.holds(() -> deque.stats().repairs() == 1, "the dead one is repaired");
        Remote next = refused("futex_waitv");
        next.now("open", "a", stage.file());
        int word = Bytes.getInt(stage.file(), ParticipantLayout.slotOffset(1) + ParticipantLayout.ROBUST_WORD);
        assertEquals(0, word & RobustList.OWNER_DIED);
        assertEquals(2, deque.stats().participants());
        Remote.Reply taken = next.on("main", "take", "a");
        assertTrue(taken.staysBlocked());
        assertEquals(1, deque.stats().repairs());
        deque.put("x");
        assertEquals("x", taken.value());
    }
}
