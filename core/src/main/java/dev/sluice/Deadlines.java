package dev.sluice;

import dev.sluice.sync.Deadline;
import java.util.concurrent.TimeUnit;

/** How long a blocking call waits, and the rule for interrupts at its beginning, which is that of LinkedBlockingDeque. */
final class Deadlines {
    /** Waits as long as it takes; an interrupt matters only if it must wait. */
    static final Entry NEVER = new Entry(Deadline.NEVER, false);

    private Deadlines() {}

    /** Waits so long at most; an interrupt matters from the beginning. */
    static Entry after(long timeout, TimeUnit unit) {
        return new Entry(Deadline.after(timeout, unit), true);
    }

    record Entry(Deadline deadline, boolean checkFirst) {
        void begin() throws InterruptedException {
            if (checkFirst) {
                deadline.checkInterrupt();
            }
        }
    }
}
