package dev.sluice.synchronizer;

import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Custodian;
import dev.sluice.sync.EventCount;
import dev.sluice.sync.Waiter;

/**
 * What a synchronizer is made of, as one handle sees it.
 *
 * @param parameter the identity's: permits, parties
 */
public record Shared(Region region, Waiter waiter, Attachment self, Custodian custodian, int parameter) {
    /** The event count at an offset. */
    EventCount eventCount(int offset) {
        return new EventCount(region, offset, waiter);
    }
}
