package dev.sluice;

/**
 * A snapshot of what a deque has seen since its file was created, taken without blocking anyone.
 *
 * <p>The counts are kept by the participants as they go: one that is killed in the middle of an operation may leave a count
 * that misses or exceeds by that operation.
 *
 * @param size elements
 * @param participants attached handles, of all processes
 * @param puts elements inserted, at either end
 * @param takes elements removed in whatever way, also cleared, discarded and evicted
 * @param waits how often a thread slept in the kernel, for an element, for room or for a guard; 0 in the polling modes
 * @param wakeUps system calls made to wake somebody
 * @param repairs dead participants cleaned up after; a process that ends without closing its handle is one
 * @param highWaterMark the largest size; exact as long as one handle does both the inserting and the removing, else it may be
 *     up to 8 too low, or miss a peak shorter than a removal
 */
public record DequeStats(
        int size, int participants, long puts, long takes, long waits, long wakeUps, long repairs, int highWaterMark) {}
