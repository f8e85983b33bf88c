package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.HandleClosedException;
import dev.sluice.SharedEvent;
import dev.sluice.SharedSemaphore;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The event does what Python's does, and misses nothing where that does. */
class SharedEventTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedEvent create() throws Exception {
        return stage.closing(SharedEvent.create(stage.file()));
    }

    private SharedEvent open() throws Exception {
        return stage.closing(SharedEvent.open(stage.file()));
    }

    /** It is set, stays so for everybody, and is cleared. */
    @Test
    void states() throws Exception {
        SharedEvent one = create();
        SharedEvent two = open();
        assertFalse(two.isSet());
        assertFalse(two.await(0, TimeUnit.SECONDS));
        assertFalse(two.await(2, TimeUnit.MILLISECONDS));
        one.clear();
        one.set();
        one.set();
        assertTrue(two.isSet());
        two.await();
        assertTrue(two.await(0, TimeUnit.SECONDS));
        assertTrue(two.await(-1, TimeUnit.SECONDS));
        assertTrue(two.awaitAsync().isDone());
        two.clear();
        assertFalse(one.isSet());
        assertFalse(one.await(2, TimeUnit.MILLISECONDS));
        assertThrows(FileAlreadyExistsException.class, () -> SharedEvent.create(stage.file()));
        assertThrows(dev.sluice.FileFormatException.class, () -> SharedSemaphore.open(stage.file()));
        assertTrue(stage.closing(SharedEvent.openOrCreate(stage.file()))
                .toString()
                .contains(stage.file().toString()));
    }

    /** All who wait go on, through whatever handle, and by future or not. */
    @Test
    void wakesAll() throws Exception {
        SharedEvent one = create();
        SharedEvent two = open();
        List<Background<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SharedEvent handle = i % 2 == 0 ? one : two;
            waiting.add(stage.run(() -> handle.await(1, TimeUnit.HOURS)));
        }
        CompletableFuture<Void> first = one.awaitAsync();
        CompletableFuture<Void> second = two.awaitAsync(Runnable::run);
        assertTrue(waiting.get(5).staysBlocked());
        assertFalse(first.isDone() || second.isDone());
        one.set();
        for (Background<Boolean> each : waiting) {
            assertTrue(each.get());
        }
        Futures.get(first);
        Futures.get(second);
    }

    /** Whoever waits when it is set goes on although it is cleared again at once. */
    @Test
    void setAndClear() throws Exception {
        SharedEvent one = create();
        SharedEvent two = open();
        for (int i = 0; i < 200; i++) {
            Background<Boolean> waiting = stage.run(() -> two.await(1, TimeUnit.HOURS));
            CompletableFuture<Void> future = two.awaitAsync();
            Eventually.holds(waiting::isWaiting, "it waits");
            one.set();
            one.clear();
            assertTrue(waiting.get());
            Futures.get(future);
        }
    }

    /** Interrupts and the closing of the handle end waits; the event stays as it is. */
    @Test
    void endsOfWaits() throws Exception {
        SharedEvent one = create();
        SharedEvent two = open();
        Background<Boolean> interrupted = stage.run(() -> two.await(1, TimeUnit.HOURS));
        Background<Boolean> closed = stage.run(() -> two.await(1, TimeUnit.HOURS));
        CompletableFuture<Void> cancelled = two.awaitAsync();
        CompletableFuture<Void> pending = two.awaitAsync();
        assertTrue(interrupted.staysBlocked());
        interrupted.interrupt();
        interrupted.failure(InterruptedException.class);
        assertTrue(cancelled.cancel(true));
        assertTrue(closed.staysBlocked());
        two.close();
        closed.failure(HandleClosedException.class);
        assertInstanceOf(HandleClosedException.class, Futures.failure(pending));
        assertThrows(HandleClosedException.class, two::isSet);
        assertThrows(HandleClosedException.class, two::set);
        assertThrows(HandleClosedException.class, two::clear);
        assertThrows(HandleClosedException.class, two::await);
        assertFalse(one.isSet());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, one::await);
    }

    /** Two who play ping-pong over two events, by calls and by futures, never miss a turn. */
    @Test
    void pingPong() throws Exception {
        SharedEvent ping = create();
        SharedEvent pong = stage.closing(SharedEvent.create(stage.directory().resolve("pong")));
        SharedEvent otherPing = open();
        int turns = 3000;
        Background<Object> other = stage.run(() -> {
            for (int i = 0; i < turns; i++) {
                otherPing.await();
                otherPing.clear();
                pong.set();
            }
            return null;
        });
        for (int i = 0; i < turns; i++) {
            ping.set();
            if (i % 3 == 0) {
                pong.awaitAsync().get(Stage.LIMIT_SECONDS, TimeUnit.SECONDS);
            } else {
                assertTrue(pong.await(Stage.LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            pong.clear();
        }
        other.get();
        assertEquals(false, ping.isSet());
    }
}
