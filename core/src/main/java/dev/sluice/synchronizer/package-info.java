/**
 * Semaphore, lock, event, counter and barrier, each in a file of its own, with the participants, the repair and the waiting of
 * {@link dev.sluice.sync}.
 */
@NullMarked
package dev.sluice.synchronizer;

import org.jspecify.annotations.NullMarked;
