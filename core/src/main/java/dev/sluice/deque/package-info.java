/**
 * The deque of bytes: the one place where guards, ring and waking are composed, and where death is repaired.
 *
 * <h2>An insertion at the tail, step by step</h2>
 *
 * <pre>
 *   1 take the tail guard                           killed after it: nothing has happened; repair gives the guard back
 *   2 claim: compare with the cached HEAD, read the real one if it looks full
 *   3 fill: header, payload, footer into the free part          garbage in the free part
 *   4 count the put (its number is the stamp)                   the statistics exceed by one
 *   5 commit: ONE release store of TAIL         SYNC(commit)    the element is there
 *   6 give the guard back: an exchange, a full fence            as after 5
 *     (where waiting is polling: a release store)
 *   7 wake one if somebody waits                                repair wakes everybody
 * </pre>
 *
 * <p>A removal at the head is its mirror image: head guard, read the record, count the take, commit HEAD, guard, wake a
 * putter. The end that moves against the other one's assumption ({@code addFirst}, {@code pollLast}) takes both guards, head
 * first, and refreshes the other side's cached copy before it commits: the cached copy may be too careful, never too bold.
 *
 * <p>Where the deque is joinable, a removal that hands its elements out is counted around its commit, and that count has its
 * own repair: {@link dev.sluice.deque.Tasks} has the steps.
 *
 * <h2>Interior removal</h2>
 *
 * <p>{@link dev.sluice.deque.Compaction} closes gaps by moving the records on one side of them, in chunks no longer than the
 * gap, so that source and target of a chunk never overlap and a chunk can be copied again; after each chunk it writes how far
 * it came into the journal entry that is not selected, and selects it with one release store. A kill between two of these
 * stores leaves a selected entry from which repair goes on.
 *
 * <h2>Repair</h2>
 *
 * <p>{@link dev.sluice.sync.Recovery} has {@link dev.sluice.deque.DequeEstate} do on behalf of each dead participant what it
 * could not do any more, under a byte lock that the kernel takes back if the repairer dies in its turn. Each step may be done
 * twice.
 */
@NullMarked
package dev.sluice.deque;

import org.jspecify.annotations.NullMarked;
