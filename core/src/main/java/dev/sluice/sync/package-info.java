/**
 * Who is attached, who owns what, who sleeps on what.
 *
 * <p>A model of this package's protocol and that of {@code dev.sluice.deque} is in {@code stress/src/main/tla/Sluice.tla};
 * (model: Name) names the action there that a step is.
 *
 * <h2>Event count</h2>
 *
 * <pre>
 *   waiter                                              signaller
 *   1 read the sequence (model: Prepare)                1 change the state (commit)       SYNC(commit)
 *   2 set the waiters flag, full fence                  2 full fence (the guard's exchange; model: Release)
 *     (model: Announce)
 *   3 look at the state again  SYNC(commit)             3 flag set? clear it, bump the sequence, wake one
 *     (model: LookAgain)                                  (model: Signal; ClearFlag, Bump, WakeOne)
 *   4 sleep while the sequence is as in 1 (model: Sleep)
 * </pre>
 *
 * <p>Either the waiter sees the new state in step 3 or the signaller sees the flag in its step 3; and a signal between 1
 * and 4 changes the sequence, so that the kernel does not let the waiter sleep. Setting the flag before reading the
 * sequence would lose a signal that falls in between. A woken waiter passes step 2 again, as the flag that it shares with
 * other sleepers has been cleared, and does so before anything that may end its call; if it got what it wanted and there is
 * more, it signals in its turn (model: Cascade); if it leaves without (time-out, interrupt, close; model: Leave), it passes
 * the wake-up on (model: PassOn). The idea is that of Dmitry Vyukov's event counts and of
 * {@link java.util.concurrent.LinkedBlockingQueue}'s cascading signals.
 *
 * <h2>Guard</h2>
 *
 * <p>A binary semaphore with an owner: a word that is 0 or names the participant, taken by CAS (model: Acquire, of both
 * guards AcquireOther), given back by exchange (model: Release), with an event count (its gate) for those who wait, whose look
 * is the CAS (model: LookAgain). Nobody sleeps while holding a guard.
 *
 * <p>Where waiting is polling, and somebody has a guard to himself, he takes it without an atomic instruction:
 * {@link dev.sluice.sync.Bias}. Who owns the guard's word then holds the guard only when there is no bias any more.
 *
 * <h2>Death</h2>
 *
 * <p>Two witnesses, both written by the kernel: the robust word in the participant's slot, and the byte lock of the slot
 * (model: Die, then Mark).
 * {@link dev.sluice.sync.Watcher} is woken by the first; those who wait for a guard ask for both. Who opens a file asks for the
 * second only if nobody has in this boot (see {@link dev.sluice.sync.Census}), as that takes a system call for each participant; the
 * watchers do so a few at a time, should the kernel not have been able to mark one. A thread that is thrown out
 * of an operation by a stack overflow leaves what a death leaves, and {@link dev.sluice.sync.Presence} tells.
 */
@NullMarked
package dev.sluice.sync;

import org.jspecify.annotations.NullMarked;
