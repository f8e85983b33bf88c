package dev.sluice.stress.race;

import dev.sluice.CorruptFileException;
import dev.sluice.DequeShutdownException;
import dev.sluice.HandleClosedException;
import dev.sluice.deque.Attaching;
import dev.sluice.deque.DequeEngine;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Region;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import dev.sluice.stress.crash.UncontendedRepair;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Waiter;
import dev.sluice.synchronizer.Handle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an actor, or who prepares and judges, has of a race: a handle, and memory of its own for what goes in and comes out. */
final class Side {
    /** The slot of who prepares and judges. */
    static final int JUDGE = 2;

    final Payload payload = new Payload();
    final Payload sink = new Payload();
    final Batch batch = new Batch();
    final Elements elements;

    private final State state;
    private final Region region;
    private final Waiter waiter;
    private final @Nullable Sleeper sleeper;
    private final int slot;
    private @Nullable DequeEngine deque;
    private @Nullable Handle<?> handle;
    private boolean used;
    private @Nullable Throwable failure;
    private @Nullable Side partner;

    /**
     * A handle.
     *
     * @param slot 0 or 1 for the actors
     * @param sleeper the waiter, or what is behind it
     */
    Side(State state, Elements elements, Region region, int slot, Waiter waiter, @Nullable Sleeper sleeper) {
        this.state = state;
        this.elements = elements;
        this.region = region;
        this.slot = slot;
        this.waiter = waiter;
        this.sleeper = sleeper;
    }

    /** Before each race, by the thread that plays this side: a handle that has been closed, or knows too much, is made anew. */
    void begin() {
        if (sleeper != null) {
            sleeper.begin();
        }
        if (state.isBare()) {
            return;
        }
        if (state.kind() != null) {
            if (handle == null || used) {
                handle = state.kind()
                        .over(
                                region,
                                state.parameter(),
                                waiter,
                                attach(state.kind().file()),
                                asked -> false,
                                new UncontendedRepair());
            }
        } else if (deque == null || used) {
            deque = Attaching.over(
                    region,
                    Window.PATH,
                    state.identity(),
                    waiter,
                    attach(FileKind.DEQUE),
                    asked -> false,
                    new UncontendedRepair());
        }
        used = state.kind() != null;
    }

    private Attachment attach(FileKind kind) {
        return new Attachment(kind, Window.PATH, slot, 1);
    }

    /** Lets the actor act; what is thrown is a result as well. */
    int play(Actor actor) {
        int result = result(actor);
        used |= result < 0;
        return result;
    }

    private int result(Actor actor) {
        try {
            return actor.act().by(this);
        } catch (Stranded asleep) {
            return Outcome.ASLEEP;
        } catch (DequeShutdownException shut) {
            return Outcome.SHUT;
        } catch (HandleClosedException closed) {
            return Outcome.CLOSED;
        } catch (IndexOutOfBoundsException none) {
            return Outcome.NONE;
        } catch (CorruptFileException corrupt) {
            failure = corrupt;
            return Outcome.CORRUPT;
        } catch (RuntimeException | InterruptedException | AssertionError failed) {
            failure = failed;
            return Outcome.FAILED;
        }
    }

    /** What was thrown last that was not expected, if anything was. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    DequeEngine deque() {
        return Objects.requireNonNull(deque);
    }

    /** The other actor's side, where it is in this process. */
    Side partner() {
        return Objects.requireNonNull(partner);
    }

    void meet(Side other) {
        partner = other;
    }

    /** Closes the handle, which will not do for another race. */
    void close() {
        used = true;
        if (deque != null) {
            deque.close();
        }
        if (handle != null) {
            handle.close();
        }
    }

    /** The operations of a synchronizer. */
    <H> H holdings(Class<H> kind) {
        return kind.cast(Objects.requireNonNull(handle).holdings());
    }

    Region region() {
        return region;
    }

    /** The number of this actor's own word, or of the other one's. */
    int scratch(boolean own) {
        return Referee.scratch(own ? slot : 1 - slot);
    }

    /** The element that has been read. */
    int read() {
        return elements.read(sink.array(), sink.offset(), sink.length());
    }
}
