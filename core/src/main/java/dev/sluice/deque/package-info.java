/**
 * The deque of bytes: the one place where guards, ring and waking are composed, and where death is repaired.
 *
 * <h2>An insertion at the tail, step by step</h2>
 *
 * <pre>
 *   1 take the tail guard (model: Acquire)          killed after it: nothing has happened; repair gives the guard back
 *   2 claim: compare with the cached HEAD, read the real one if it looks full (model: CacheHead)
 *   3 fill: header, payload, footer into the free part          garbage in the free part
 *     (model: Fill)
 *   4 count the put (its number is the stamp)                   the statistics exceed by one
 *   5 commit: ONE release store of TAIL         SYNC(commit)    the element is there
 *     (model: CommitTail)
 *   6 give the guard back: an exchange, a full fence            as after 5
 *     (model: Release; where waiting is polling: a release store)
 *   7 wake one if somebody waits (model: Signal)                repair wakes everybody
 * </pre>
 *
 * <p>A removal at the head is its mirror image: head guard (model: CacheTail), read the record (model: Read), count the take,
 * commit HEAD (model: CommitHead), guard, wake a putter. The end that moves against the other one's assumption
 * ({@code addFirst}, {@code pollLast}) takes both guards, head first, and refreshes the other side's cached copy before it
 * commits: the cached copy may be too careful, never too bold.
 *
 * <p>Where the deque is joinable, a removal that hands its elements out is counted around its commit, and that count has its
 * own repair: {@link dev.sluice.deque.Tasks} has the steps.
 *
 * <h2>Interior removal</h2>
 *
 * <p>{@link dev.sluice.deque.Compaction} closes gaps by moving the records on one side of them, in chunks no longer than the
 * gap, so that source and target of a chunk never overlap and a chunk can be copied again (model: Move); after each chunk it
 * writes how far it came into the journal entry that is not selected (model: WriteEntry), and selects it with one release
 * store (model: Select). A kill between two of these stores leaves a selected entry from which repair goes on, to the
 * cached index, the commit and the idle selector (model: CacheBack, CommitBack, SelectIdle).
 *
 * <h2>By index, and the order of all</h2>
 *
 * <p>What changes more than one word is done forward, never undone: a {@link dev.sluice.deque.Plan} with everything that will be
 * needed is in the journal before the first change, and from then on whoever takes over, twice if need be, comes to the same end.
 *
 * <pre>
 *   1 take both guards, find the place from the nearer end       killed before 4: nothing has happened
 *   2 stage the new record, complete, outside the ring
 *   3 write the plan: HEAD and TAIL before and after, what moves where
 *   4 select the first journal entry that refers to it           from here on: repair goes on to the end
 *   5 a {@link dev.sluice.deque.Shift} moves a block in chunks, none longer than the way: copied again, they do no harm
 *     a {@link dev.sluice.deque.Reversal} swaps words, whose values are in the entry: stored again, they do no harm
 *   6 copy the staged record into its place
 *   7 counts, both cached copies, then HEAD and TAIL; the epoch is odd in between, so that
 *     who looks without a guard sees both or neither               SYNC(commit), SYNC(epoch)
 *   8 nothing is selected any more, guards, wake-ups             killed before: 6 and 7 again, with the same values
 * </pre>
 *
 * <p>{@link dev.sluice.deque.Opening} (insert) and {@link dev.sluice.deque.Replacement} (set) shift the shorter side; a record that
 * is too large for the stage is written into the free part beyond an end, and changes places with what stands between by three or
 * four reversals. {@link dev.sluice.deque.Rotation} shifts the shorter block across the free part. Removal by index is an interior
 * removal.
 *
 * <p>As HEAD and TAIL may both move the same way, a look at one after the other, without a guard, may combine what never was.
 * Whoever concludes from such a look that there is nothing to do, and would sleep or give up, asks the epoch as well.
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
