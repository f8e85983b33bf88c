/**
 * Semaphore, lock, event, counter and barrier, each in a file of its own, with the participants, the repair and the waiting of
 * {@link dev.sluice.sync}.
 *
 * <h2>Semaphore</h2>
 *
 * <p>With each acquire and each release two things change: who holds how many, in the slots, and the sum of it. Up to 4,095
 * permits that is one store all the same: the word of the sum also says whose change was the last one and what he holds, and
 * the next one carries that to his slot ({@link dev.sluice.synchronizer.PackedPermits}). It costs half of what the guard costs.
 *
 * <p>More permits do not fit, so both words change under a guard, which is that of the deque's ends;
 * {@link dev.sluice.synchronizer.GuardedPermits} says which of the two is the truth, and how a repairer gives back what the dead
 * held without waiting for the guard. To give that guard back by a plain store after an acquire, which commits nothing that
 * others sleep for, and have those at its gate fence by {@code membarrier}, was tried: alone it costs as much as the exchange,
 * as the next read-modify-write waits for the store to drain.
 *
 * <h2>Event, counter</h2>
 *
 * <p>One word, changed by one atomic access, then the signal. Nobody holds anything, and all who wait are woken together.
 *
 * <h2>Lock</h2>
 *
 * <p>Threads of one handle take {@link dev.sluice.synchronizer.Turn turns}; the one whose turn it is takes the word, which is that
 * of the deque's guards ({@link dev.sluice.sync.OwnedWord}). A guard is never held while user code runs, a lock always is: so a
 * thread is {@link dev.sluice.sync.Presence present} only while it takes the lock, gives it back, or counts for a condition.
 *
 * <h2>Conditions of a lock</h2>
 *
 * <pre>
 *   await, as the owner                            signal, as the owner
 *   1 count oneself in the own slot, then in the   1 does anybody wait? then one signal more, at most as many
 *     sum; take a ticket                             as wait (signalAll: as many as wait)
 *   2 prepare the event count, give the lock back  2 limit = tickets given so far          SYNC(signal)
 *   3 sleep until ticket &lt; limit and signals &gt; 0  3 wake all at the event count
 *   4 take the lock, look again; consume a signal
 *     and count oneself no more, or back to 2
 * </pre>
 *
 * <p>A signal is a thing that stays until somebody consumes it, not a wake-up that somebody may sleep through. Hence:
 *
 * <ul>
 *   <li><em>None is lost.</em> Whoever dies, or leaves on an interrupt or a time-out, without having consumed one, leaves it to
 *       those who have an older ticket than the limit; whoever leaves looks for a signal first, under the lock, and if there is
 *       one returns as signalled. Whoever dies after consuming one was woken and died then.
 *   <li><em>None is stolen.</em> Who comes after the signal has a ticket at or above the limit. A death between steps 1 and 2 of a
 *       signal leaves a signal too many for the earlier ones; in the other order it would let a later one consume what an earlier
 *       signal has promised.
 *   <li><em>The count may be too high, never too low.</em> A waiter that died may be counted until repair has been to its slot:
 *       then a signal may be kept for it. Step 1 of signal moves the limit in any case, so that at worst a later signal wakes
 *       one more than it should. Sums are made anew from the slots once a repairer or closer has taken its slot's counts out
 *       ({@link dev.sluice.synchronizer.Waitings}), and signals are never more than those who wait.
 *   <li><em>All are woken</em> by a signal, and look without the lock whether there is something for them: a wake-up that goes to
 *       one only would go to a latecomer, to one who is stopped, or to one who is leaving.
 * </ul>
 *
 * <h2>Barrier</h2>
 *
 * <p>One word holds generation, broken bit and number of the arrived, and changes by CAS. The last one to arrive stores the next
 * generation, so that who wakes finds his own gone. It is gone after a reset too, and to tell the two apart, whoever resets a
 * broken barrier leaves word in the slot of each participant that had arrived, before he stores the next generation; the slot
 * keeps that until its participant, which alone writes a newer generation, has taken note. Before arriving, a participant writes
 * the generation to its slot: if it dies, repair breaks the barrier if that generation is still under way.
 */
@NullMarked
package dev.sluice.synchronizer;

import org.jspecify.annotations.NullMarked;
