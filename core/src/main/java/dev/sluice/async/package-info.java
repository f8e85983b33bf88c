/**
 * Pending getters and putters, and the one thread of a handle that waits for all of them.
 *
 * <pre>
 *   caller                          waiting thread ("sluice-async")               executor
 *   nobody pending? try at once     1 look who is pending
 *   else: add to the queue          2 announce, look again   (event counts)
 *         ring the bell if the      3 sleep: NOT_EMPTY, NOT_FULL, bell
 *         thread does not wait      4 under the guard: read, CLAIM, commit
 *         for that already          5 hand over --------------------------------> decode, complete
 * </pre>
 *
 * <p>The same thread, queue and futures serve synchronizers: step 4 is to {@linkplain dev.sluice.async.ConditionFuture#attempt
 * attempt} what the future waits for; for permits under the guard, as above; for an event or a counter to look, then claim.
 *
 * <p>The claim ({@link dev.sluice.async.PendingFuture}) comes after the element has been read and before the commit, so a
 * future that was cancelled never takes anything, and one that is claimed gets its element for certain. A process that is
 * killed between the two has taken nothing: the commit is what counts. Who adds writes the queue, then looks whether the
 * thread is there and what it waits for; the thread writes that, then looks at the queue: one of them sees the other.
 */
@NullMarked
package dev.sluice.async;

import org.jspecify.annotations.NullMarked;
