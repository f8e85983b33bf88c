package dev.sluice.stress.crash;

import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.Holdings;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import org.jspecify.annotations.Nullable;

/**
 * A synchronizer, an operation of the participant that dies in it, and how the survivors look at what is left.
 *
 * @param <H> its operations
 */
interface ObjectScenario<H extends Holdings> {
    Handle.Kind<H> kind();

    int parameter();

    /** What has happened before. On the victim's thread, for both: neither may have to wait. */
    void prepare(H survivor, H victim) throws InterruptedException;

    /** The operation that dies. */
    void operate(H victim) throws InterruptedException;

    /** The same, of the handle that the victim has. */
    default void operate(Handle<H> victim) throws InterruptedException {
        operate(victim.holdings());
    }

    /**
     * What somebody else does while the operation sleeps for the first time; it dies asleep if there is nothing, or the second
     * time.
     *
     * @return whether there is something
     */
    default boolean whileAsleep(H survivor) throws InterruptedException {
        return false;
    }

    /**
     * All that can be seen of the object. After the repair it must be as if the victim had died before its first store, or after
     * its last one, or one of {@link #alsoAllowed}.
     */
    String state(H survivor);

    /** The state if the victim dies before its first store; null if that speaks for itself. */
    default @Nullable String stateBefore() {
        return null;
    }

    /** What the state is when it is looked at again, if a look changes it. */
    default String stateAgain(String state) {
        return state;
    }

    /** States in between that the contract allows. */
    default List<String> alsoAllowed() {
        return List.of();
    }

    /** Offsets of the event counts that the repair must bump. */
    int[] eventCounts();

    /** What others try while the victim is stopped; each says what it could do. Whoever has to wait for the victim throws. */
    List<Turn<H>> turns();

    /** Whether the contract has others see what is between two steps of the operation. */
    default boolean showsItsSteps() {
        return false;
    }

    /** What else a turn in the middle of the operation may tell, if it leaves everything as if there had been none. */
    default List<String> alsoToldInTheMiddle() {
        return List.of();
    }

    /**
     * Something that others do.
     *
     * @param <H> its operations
     */
    record Turn<H>(String name, Body<H> body) {
        /** Says what it could do. */
        interface Body<H> {
            Object on(H other) throws InterruptedException, BrokenBarrierException;
        }
    }

    /** The survivor goes on, and has to find everything in order; throws if it does not. */
    void use(H survivor) throws InterruptedException;
}
